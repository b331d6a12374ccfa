using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Log;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Journeys;

/// <summary>Writes the revisions of sites' fold rules, and which of them journeys still await their refold to.</summary>
internal static class RulesRevisions
{
    /// <summary>Takes in the events that change a site's rules; every journey under older ones awaits its
    /// refold.</summary>
    public static async Task<FoldRules> Change(
        NpgsqlConnection connection,
        string site,
        FoldRules before,
        IEnumerable<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        var rules = events.Aggregate(before, RulesTable.Applied);
        for (var revision = before.Revision; revision < rules.Revision; revision++)
            await Settle(connection, site, revision, cancellation);
        if (rules.Revision > before.Revision)
            await Insert(connection, site, rules, cancellation);
        return rules;
    }

    /// <returns>Sites with journeys that are still folded under older rules, and the revision they go to.</returns>
    public static async Task<List<(string Site, int Revision)>> Unsettled(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "select site, revision from journey.rules where not settled order by site, revision",
            connection
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var sites = new List<(string, int)>();
        while (await reader.ReadAsync(cancellation))
            sites.Add((reader.GetString(0), reader.GetInt32(1)));
        return sites;
    }

    public static async Task Settle(
        NpgsqlConnection connection,
        string site,
        int revision,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "update journey.rules set settled = true where site = $1 and revision = $2",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = revision });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task Insert(
        NpgsqlConnection connection,
        string site,
        FoldRules rules,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "insert into journey.rules (site, revision, gap_minutes, funnels, slots, recognise, time_zone, week_start, "
                + "settled) values ($1, $2, $3, $4, $5, $6, $7, $8, false)",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = rules.Revision });
        command.Parameters.Add(new() { Value = rules.GapMinutes });
        command.Parameters.Add(
            new() { Value = FactJson.Write(rules.Funnels.ToArray()), NpgsqlDbType = NpgsqlDbType.Jsonb }
        );
        command.Parameters.Add(
            new() { Value = FactJson.Write(rules.Slots.ToArray()), NpgsqlDbType = NpgsqlDbType.Jsonb }
        );
        command.Parameters.Add(new() { Value = rules.Recognise.Name() });
        command.Parameters.Add(new() { Value = rules.Calendar.TimeZone });
        command.Parameters.Add(new() { Value = rules.Calendar.WeekStartName });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
