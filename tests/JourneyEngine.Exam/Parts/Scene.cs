using JourneyEngine.Exam.Engine;
using JourneyEngine.Exam.Load;

namespace JourneyEngine.Exam.Parts;

/// <summary>What a round harms.</summary>
/// <param name="Hosts">Those that are sent to.</param>
/// <param name="Wrong">What is seen while it is harmed.</param>
internal sealed record Scene(
    Laboratory Laboratory,
    IReadOnlyList<HostUnderExam> Hosts,
    Ledger Ledger,
    Random Chance,
    List<string> Wrong
);

/// <summary>Hosts that end before the laboratory does.</summary>
internal sealed class Several(IReadOnlyList<HostUnderExam> hosts) : IAsyncDisposable
{
    public IReadOnlyList<HostUnderExam> Hosts => hosts;

    /// <remarks>Once more for the laboratory's own does no harm.</remarks>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
            await host.Stop();
    }
}
