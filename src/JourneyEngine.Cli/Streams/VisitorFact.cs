using JourneyEngine.Decisions.Persons;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Cli.Streams;

/// <param name="At">When it occurred, UTC.</param>
internal readonly record struct VisitorFact(StoredEvent Stored, DateTimeOffset At)
{
    /// <summary>All that is stored of a visitor, over all devices, in order of time.</summary>
    public static async Task<List<VisitorFact>> Read(
        NpgsqlConnection connection,
        string site,
        Person person,
        CancellationToken cancellation
    ) =>
        [
            .. (await Log.Streams.Read(connection, site, person, cancellation))
                .Select(it => new VisitorFact(it, it.OccurredAt()))
                .OrderBy(it => it.At)
                .ThenBy(it => it.Stored.Position),
        ];
}
