using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Returns;
using Npgsql;

namespace JourneyEngine.Predictions;

/// <summary>How many of a site's visitors had which history at a moment, and what they did after it.</summary>
/// <param name="Then">By history at that moment.</param>
/// <param name="Since">By history at that moment and days with visits since, up to the later moment.</param>
internal sealed record ReturnHistories(
    Dictionary<RepeatVisits, long> Then,
    Dictionary<(RepeatVisits Then, int Since), long> Since
)
{
    /// <summary>Reads them from the journeys; memory grows with distinct histories, not with visitors.</summary>
    public static async Task<ReturnHistories> Read(
        NpgsqlDataSource database,
        string site,
        DateTimeOffset then,
        DateTimeOffset until,
        CancellationToken cancellation
    )
    {
        var (at, end, found) = (
            then.ToUnixTimeMilliseconds(),
            until.ToUnixTimeMilliseconds(),
            new ReturnHistories([], [])
        );
        await using var command = database.CreateCommand("select journey from journey.journeys where site = $1");
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = site });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (
                JourneyBytes.Read(reader.GetFieldValue<byte[]>(0)) is not { Counts: true } journey
                || RepeatVisits.Of(journey, at) is not { } history
            )
                continue;
            Add(found.Then, history);
            Add(found.Since, (history, RepeatVisits.Between(journey, at, end)));
        }

        return found;
    }

    public long Visitors => Then.Values.Sum();

    public long Returned => Then.Where(it => it.Key.Count > 0).Sum(it => it.Value);

    private static void Add<T>(Dictionary<T, long> counts, T key)
        where T : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
