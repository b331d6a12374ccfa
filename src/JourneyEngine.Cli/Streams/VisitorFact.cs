using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Cli.Streams;

/// <param name="At">When it occurred, UTC.</param>
internal readonly record struct VisitorFact(StoredEvent Stored, DateTimeOffset At)
{
    /// <summary>All that is stored of a visitor, in order of time.</summary>
    public static async Task<List<VisitorFact>> Read(
        NpgsqlConnection connection,
        string site,
        string visitor,
        CancellationToken cancellation
    ) =>
        [
            .. (await Log.Streams.Read(connection, site, visitor, 0, cancellation))
                .Select(it => new VisitorFact(it, it.OccurredAt()))
                .OrderBy(it => it.At)
                .ThenBy(it => it.Stored.Version),
        ];
}
