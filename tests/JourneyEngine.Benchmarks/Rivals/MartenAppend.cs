using System.Diagnostics;
using JourneyEngine.Benchmarks.Load;
using Marten;
using Npgsql;

namespace JourneyEngine.Benchmarks.Rivals;

/// <summary>Marten's own append, configured as the engine configures it (Quick mode), in a database of its
/// own.</summary>
internal sealed class MartenAppend : IAsyncDisposable
{
    private readonly DocumentStore _store;

    public MartenAppend(NpgsqlDataSource database) =>
        _store = DocumentStore.For(options =>
        {
            options.Connection(database);
            JourneyEngine.Log.LogModule.Configure(options);
        });

    public Task Create() => _store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

    /// <returns>Events a second.</returns>
    public async Task<double> Append(int eventsASession, int writers, double seconds)
    {
        var run = Wrk.NewRun();
        var (stored, clock) = (0, Stopwatch.StartNew());
        await Task.WhenAll(
            Enumerable
                .Range(0, writers)
                .Select(writer =>
                    Task.Run(async () =>
                    {
                        for (
                            var from = writer * 10_000_000;
                            clock.Elapsed.TotalSeconds < seconds;
                            from += eventsASession
                        )
                        {
                            await using var session = _store.LightweightSession("demo");
                            for (var i = from; i < from + eventsASession; i++)
                                session.Events.Append(Rows.Stream(run, i), Rows.Fact(run, i));
                            await session.SaveChangesAsync();
                            Interlocked.Add(ref stored, eventsASession);
                        }
                    })
                )
        );
        return stored / clock.Elapsed.TotalSeconds;
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
