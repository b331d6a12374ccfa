using JourneyEngine.Decisions.Returns;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log.Hosts;
using Npgsql;

namespace JourneyEngine.Predictions;

/// <summary>How many of a site's visitors had which history at a moment, and what they did after it.</summary>
/// <param name="Then">By history at that moment.</param>
/// <param name="Since">By history at that moment and days with visits since, up to the later moment.</param>
/// <param name="Horizon">On how many of the site's days they can have come since.</param>
internal sealed record ReturnHistories(
    Dictionary<RepeatVisits, long> Then,
    Dictionary<(RepeatVisits Then, int Since), long> Since,
    int Horizon
)
{
    /// <summary>Reads them from the journeys; memory grows with distinct histories.</summary>
    public static async Task<ReturnHistories> Read(
        NpgsqlDataSource database,
        RulesTable rulesTable,
        string site,
        DateTimeOffset then,
        DateTimeOffset until,
        CancellationToken cancellation
    )
    {
        var (at, end) = (then.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds());
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.BeginSnapshot(cancellation);
        var rules = await rulesTable.Latest(connection, site, cancellation);
        var calendar = rules.Calendar;
        var found = new ReturnHistories([], [], calendar.Day(end) - calendar.Day(at));
        await foreach (var (_, visitor) in ProjectedVisitors.Read(connection, site, rules, cancellation))
        {
            if (RepeatVisits.Of(visitor.Journey, at, calendar) is not { } history)
                continue;
            Add(found.Then, history);
            Add(found.Since, (history, RepeatVisits.Between(visitor.Journey, at, end, calendar)));
        }

        return found;
    }

    public long Visitors => Then.Values.Sum();

    public long Returned => Then.Where(it => it.Key.Count > 0).Sum(it => it.Value);

    private static void Add<T>(Dictionary<T, long> counts, T key)
        where T : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
