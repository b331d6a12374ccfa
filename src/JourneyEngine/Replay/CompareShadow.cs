using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using JourneyEngine.Replay.Rebuilding;
using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>How the shadow differs from the live tables, at one moment.</summary>
/// <param name="Position">Where in the log the shadow was folded.</param>
/// <param name="Same">Journeys that are alike, byte for byte.</param>
/// <param name="MovedOn">Visitors of whom something came since, or whose site's rules changed since: they tell
/// nothing.</param>
/// <param name="Differ">Journeys of the same facts under the same rules that are not alike, or are on one side
/// only.</param>
/// <param name="Sums">By what is counted.</param>
/// <param name="First">The first journeys that differ, as site/visitor.</param>
public sealed record ShadowDifferences(
    long Position,
    long Same,
    long MovedOn,
    long Differ,
    IReadOnlyList<ShadowDifferences.SumRow> Sums,
    IReadOnlyList<string> First
)
{
    /// <param name="Cells">Report cells that are not alike; where visitors moved on, some are by them.</param>
    public sealed record SumRow(string Name, long Live, long Shadow, long Cells);

    /// <summary>Whether anything differs that no visitor's moving on explains.</summary>
    public bool Any => Differ > 0 || (MovedOn == 0 && Sums.Any(it => it.Cells > 0));
}

/// <summary>Compares the shadow with the live tables, in the database. Needs no more than to read.</summary>
public sealed class CompareShadow(NpgsqlDataSource database)
{
    private static readonly string Journeys = $"""
        select coalesce(live.site, shadow.site) || '/' || coalesce(live.visitor, shadow.visitor) as visitor, case
            when live.version = shadow.version and live.revision = shadow.revision and live.journey = shadow.journey
                and live.person is not distinct from shadow.person and live.shared = shadow.shared then 'same'
            when (live.person is distinct from shadow.person or live.shared <> shadow.shared)
                and {LinkSql.HasLinkAfter("$1", "live.site")} then 'moved'
            when live.version > shadow.version or live.revision <> shadow.revision then 'moved'
            when shadow.visitor is null and {LogSql.IsStoredAfter(
            "$1",
            "live.site",
            "live.visitor",
            "live.version"
        )} then 'moved'
            else 'differ' end as how
        from journey.journeys live full join journey.journeys_shadow shadow on shadow.site = live.site and shadow.visitor = live.visitor
        """;

    /// <param name="first">How many of the journeys that differ are told.</param>
    /// <exception cref="InvalidOperationException">There is no shadow.</exception>
    public async Task<ShadowDifferences> Run(int first, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var moment = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead,
            cancellation
        );
        await DatabaseSnapshot.Hold(connection, cancellation);
        var mark = await ShadowCheckpoint.Read(connection, cancellation);
        var (counts, told) = (new Dictionary<string, long>(), new List<string>());
        await foreach (
            var row in Rows(
                $"with compared as ({Journeys}) select how, count(*)::bigint, (array_agg(visitor order by visitor) "
                    + "filter (where how = 'differ'))[1:$2] from compared group by how",
                [mark.Position, first]
            )
        )
        {
            counts[row.GetString(0)] = row.GetInt64(1);
            told.AddRange(row.IsDBNull(2) ? [] : row.GetFieldValue<string[]>(2));
        }

        var sums = new List<ShadowDifferences.SumRow>();
        await foreach (
            var row in Rows(
                """
                select name, coalesce(sum(live.n), 0)::bigint, coalesce(sum(shadow.n), 0)::bigint,
                    count(*) filter (where coalesce(live.n, 0) <> coalesce(shadow.n, 0))
                from journey.sums live full join journey.sums_shadow shadow
                    using (site, measure, funnel, funnel_version, day, number1, number2, number3, text1, text2, text3)
                join journey.measures on measures.id = measure group by 1 order by 1
                """,
                []
            )
        )
            sums.Add(new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)));
        return new ShadowDifferences(
            mark.Position,
            counts.GetValueOrDefault("same"),
            counts.GetValueOrDefault("moved"),
            counts.GetValueOrDefault("differ"),
            sums,
            told
        );

        async IAsyncEnumerable<NpgsqlDataReader> Rows(string query, object[] values)
        {
            await using var command = new NpgsqlCommand(query, connection) { CommandTimeout = 0 };
            foreach (var value in values)
                command.Parameters.Add(new() { Value = value });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                yield return reader;
        }
    }
}
