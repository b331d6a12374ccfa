using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log.Hosts;
using Npgsql;

namespace JourneyEngine.Predictions;

/// <summary>Up to when a site's history is known: nobody can be said to have stayed away after it.</summary>
public static class LastInteraction
{
    /// <returns>When the visit of the last interaction was over, UTC: the pause that ends a visit is part of what is known.
    /// Now where nobody did anything, or that pause is not over.</returns>
    public static async Task<DateTimeOffset> Of(
        NpgsqlDataSource database,
        RulesTable rulesTable,
        string site,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.BeginSnapshot(cancellation);
        var rules = await rulesTable.Latest(connection, site, cancellation);
        long? last = null;
        await foreach (var (_, visitor) in ProjectedVisitors.Read(connection, site, rules, cancellation))
        {
            if (visitor.Journey.Visits is [.., var visit] && !(last >= visit.End))
                last = visit.End;
        }

        return last + rules.Gap is { } over && over < now.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(over)
            : now;
    }
}
