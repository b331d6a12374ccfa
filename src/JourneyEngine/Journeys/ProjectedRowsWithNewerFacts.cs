using JourneyEngine.Decisions.Folding;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Visitors' journeys as they are projected, and the facts of their streams that are newer, by one statement:
/// both are of one moment.</summary>
internal static class ProjectedRowsWithNewerFacts
{
    /// <remarks>The sum keeps the index by revision out: where the statistics are old the planner takes it, and reads
    /// every journey of the site to find one. What is limited cannot be joined by a scan of the log.</remarks>
    private static readonly string Query = $"""
        with asked as materialized (
            select asked.*, projected.version, projected.journey
            from unnest($1, $2, $3, $4) with ordinality asked (site, visitor, stream, revision, place)
            left join lateral (
                select version, journey from journey.journeys
                where site = asked.site and visitor = asked.visitor and revision + 0 = asked.revision limit 1
            ) projected on true
        )
        select place, version, journey, null as type, null as data, null::bigint as first from asked
            where version is not null
        union all
        select place, newer.version, null, newer.type, newer.data, null from asked cross join lateral
            ({LogSql.FactsAfter("asked.site", "asked.stream", "coalesce(asked.version, 0)")} offset 0) newer
        union all
        select place, -1, null, (select device from ({LinkSql.LatestDevice(
            "asked.site",
            "asked.visitor"
        )}) linked), null,
            ({LogSql.FirstEvent("asked.site", "asked.stream")})
            from asked where {LinkSql.IsLinked("asked.site", "asked.visitor", "asked.stream")}
        order by place, version
        """;

    /// <param name="rules">Those of each.</param>
    /// <returns>One for each, in order, and whether another version stored its row.</returns>
    public static async Task<(CurrentJourney Journey, bool IsOutdated)[]> Read(
        NpgsqlConnection connection,
        IReadOnlyList<JourneyQuery> asked,
        FoldRules[] rules,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(Query, connection);
        command.Parameters.Add(new() { Value = asked.Select(it => it.Site).ToArray() });
        command.Parameters.Add(new() { Value = asked.Select(it => it.Visitor).ToArray() });
        command.Parameters.Add(new() { Value = asked.Select(it => StreamNames.Visitor(it.Visitor)).ToArray() });
        command.Parameters.Add(new() { Value = Array.ConvertAll(rules, it => it.Revision) });
        var journeys = Array.ConvertAll(rules, it => new CurrentJourney(Journey.Empty, it, 0));
        var (newer, isOutdated) = (new List<Interaction>?[asked.Count], new bool[asked.Count]);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (place, version) = ((int)reader.GetInt64(0) - 1, reader.GetInt64(1));
            ref var read = ref journeys[place];
            if (version < 0)
                read = read with
                {
                    IsLinked = true,
                    LinkedTo = reader.IsDBNull(3) ? null : reader.GetString(3),
                    First = reader.IsDBNull(5) ? null : reader.GetInt64(5),
                };
            else if (reader.IsDBNull(3))
            {
                var stored = JourneyBytes.Read(reader.GetFieldValue<byte[]>(2));
                isOutdated[place] = stored is null;
                read = read with { Journey = stored ?? Journey.Empty, Version = version };
            }
            else
            {
                read = read with { Version = version };
                if (InteractionReader.Read(reader.GetString(3), reader.GetFieldValue<byte[]>(4)) is { } interaction)
                    (newer[place] ??= []).Add(interaction);
            }
        }

        for (var i = 0; i < journeys.Length; i++)
        {
            if (newer[i] is { } facts)
                journeys[i] = journeys[i] with { Journey = journeys[i].Journey.Fold(rules[i], facts) };
        }

        return [.. journeys.Zip(isOutdated)];
    }
}
