using JourneyEngine.Decisions.Folding;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>A visitor's journey as it is projected, and the facts of the visitor's stream that are newer, by one
/// statement: both are of one moment.</summary>
internal static class RowAndNewer
{
    /// <remarks>The sum keeps the index by revision out: where the statistics are old the planner takes it, and reads
    /// every journey of the site to find one.</remarks>
    private static readonly string Query = $"""
        with projected as materialized (
            select version, journey from journey.journeys where site = $1 and visitor = $2 and revision + 0 = $3
        )
        select version, journey, null as type, null as data, null::bigint as first from projected
        union all
        select version, null, type, data, null
            from ({LogSql.FactsAfter("$1", "$4", "coalesce((select version from projected), 0)")}) newer
        union all
        (select -1, null, (select device from ({LinkSql.LatestDevice("$1", "$2")}) linked), null,
            ({LogSql.FirstEvent("$1", "$4")}) where {LinkSql.IsLinked("$1", "$2", "$4")})
        order by version
        """;

    public static NpgsqlBatchCommand Of(string site, string visitor, FoldRules rules)
    {
        var command = new NpgsqlBatchCommand(Query);
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = visitor });
        command.Parameters.Add(new() { Value = rules.Revision });
        command.Parameters.Add(new() { Value = StreamNames.Visitor(visitor) });
        return command;
    }

    public static async Task<(CurrentJourney Journey, bool IsOutdated)> Next(
        NpgsqlDataReader reader,
        FoldRules rules,
        CancellationToken cancellation
    )
    {
        var (read, newer, isOutdated) = (new CurrentJourney(Journey.Empty, rules, 0), new List<Interaction>(), false);
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.GetInt64(0) is < 0)
                read = read with
                {
                    IsLinked = true,
                    LinkedTo = reader.IsDBNull(2) ? null : reader.GetString(2),
                    First = reader.IsDBNull(4) ? null : reader.GetInt64(4),
                };
            else if (reader.IsDBNull(2))
            {
                var stored = JourneyBytes.Read(reader.GetFieldValue<byte[]>(1));
                isOutdated = stored is null;
                read = read with { Journey = stored ?? Journey.Empty, Version = reader.GetInt64(0) };
            }
            else
            {
                read = read with { Version = reader.GetInt64(0) };
                if (InteractionReader.Read(reader.GetString(2), reader.GetFieldValue<byte[]>(3)) is { } interaction)
                    newer.Add(interaction);
            }
        }

        return (newer.Count == 0 ? read : read with { Journey = read.Journey.Fold(rules, newer) }, isOutdated);
    }
}
