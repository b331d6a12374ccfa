using JourneyEngine.Journeys;
using Npgsql;

namespace JourneyEngine.Host.Monitoring;

/// <summary>Reads how far the projection is behind, and waits for the answer no longer than probes do.</summary>
internal sealed class Lag(NpgsqlDataSource database)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    private readonly Lock _reading = new();
    private Task<ProjectionLag> _read = Task.FromResult(ProjectionLag.None);

    /// <returns>Null if the database does not answer in time. What it answers later is thrown away; until then nobody
    /// asks it again.</returns>
    public async Task<ProjectionLag?> Read()
    {
        Task<ProjectionLag> read;
        lock (_reading)
            read = _read = _read.IsCompleted ? Task.Run(() => ProjectionLag.Read(database, default)) : _read;
        try
        {
            return await read.WaitAsync(Patience);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            return null;
        }
    }
}
