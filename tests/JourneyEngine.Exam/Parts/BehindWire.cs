using JourneyEngine.Exam.Engine;
using JourneyEngine.IntegrationTests.Log;

namespace JourneyEngine.Exam.Parts;

/// <summary>A host whose way to the engine's database is a wire that can be harmed.</summary>
internal sealed class BehindWire : IAsyncDisposable
{
    private CutWire? _wire;

    public CutWire Wire => _wire!;

    /// <summary>Of one laboratory after the other.</summary>
    public async Task<IReadOnlyList<HostUnderExam>> In(Laboratory laboratory)
    {
        await DisposeAsync();
        _wire = new CutWire(laboratory.Server.ConnectionString("engine"));
        return [await SecondHost.Start(laboratory, _wire.ConnectionString)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_wire is not null)
            await _wire.DisposeAsync();
        _wire = null;
    }
}
