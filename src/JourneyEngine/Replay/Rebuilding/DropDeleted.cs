using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>Visitors may be erased, and facts of them, while all journeys are built anew: what was folded of these before
/// goes out of the fresh tables again, and whoever was joined to them is told anew.</summary>
internal static class DropDeleted
{
    private static readonly IdentityGraph Nobody = new([]);

    /// <summary>Within the transaction that puts the fresh tables in their place, while nobody can take facts away.</summary>
    public static async Task Run(
        NpgsqlConnection connection,
        RulesTable rulesTable,
        FoldedUpTo upTo,
        CancellationToken cancellation
    )
    {
        FoldRules Rules(string site) => upTo.Rules.GetValueOrDefault(site) ?? FoldRules.Default;
        var gone = await Gone(connection, upTo.Position, cancellation);
        var links = await IdentityGraphs.OfAll(connection, upTo.Position, cancellation);
        var relinked = upTo
            .Links.Keys.Union(links.Keys)
            .SelectMany(site =>
            {
                var (before, now) = (upTo.Links.GetValueOrDefault(site, Nobody), links.GetValueOrDefault(site, Nobody));
                var recognise = Rules(site).Recognise;
                return before
                    .Pseudonyms.Union(now.Pseudonyms)
                    .Where(it => before.Membership(it, recognise) != now.Membership(it, recognise))
                    .Select(it => (site, it));
            });
        // With an erased stream the decisions went that saw it in other streams; of others, single facts did.
        var partners = gone.Select(it => (it.Site, upTo.Links.GetValueOrDefault(it.Site, Nobody).PersonOf(it.Visitor)))
            .SelectMany(it =>
                it.Item2.Pseudonyms.Select(own => own.Id).Concat(it.Item2.SharedDevices).Select(id => (it.Site, id))
            )
            .Concat(await VisitorStreams.WithFactsForgotten(connection, cancellation))
            .Except(gone)
            .ToHashSet();
        var touched = new TouchedJourneys(connection, rulesTable, null, upTo.Position);
        await touched.Gather([], [], [.. gone.Union(relinked).Union(partners)], cancellation);
        var history = await Streams.Read(
            connection,
            [.. partners.Select(touched.Find).OfType<JourneyRow>().Select(it => (it.Site, it.Visitor, it.Version))],
            cancellation
        );
        JourneyRow[] left =
        [
            .. touched
                .Rows.Where(it => !gone.Contains(it.Key))
                .Select(it =>
                {
                    var (person, shared) = touched.PersonOf(it.Key);
                    return it with
                    {
                        Person = person,
                        Shared = shared,
                        Journey = partners.Contains(it.Key)
                            ? Journey.Empty.Fold(Rules(it.Site), Streams.Interactions(history[it.Key]))
                            : it.Journey,
                    };
                }),
        ];
        await JourneyTable.Write(connection, [.. left.Where(it => it != touched.Find(it.Key))], cancellation);
        foreach (var (site, visitor) in gone)
            await JourneyTable.Delete(connection, site, visitor, cancellation);
        await SumMove.Add(
            connection,
            upTo.Generation,
            [
                .. touched
                    .Rows.GroupBy(it => it.Site)
                    .SelectMany(site =>
                    {
                        var sums = new Dictionary<SumKey, long>();
                        MeasureSums.Move(sums, Of(site), Of(left.Where(it => it.Site == site.Key)));
                        return sums.Select(it => new SumMove(site.Key, it.Key, it.Value));
                    }),
            ],
            cancellation
        );
        IEnumerable<SumKey> Of(IEnumerable<JourneyRow> rows) =>
            PersonSums.Of(rows, _ => upTo.Generation.Measures, it => Rules(it.Site));
    }

    /// <remarks>A stream that begins later is one of somebody who came anew.</remarks>
    private static async Task<HashSet<(string Site, string Visitor)>> Gone(
        NpgsqlConnection connection,
        long position,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"""
            select site, visitor from journey.journeys journey
            where not {LogSql.IsBegunUpTo("$1", "journey.site", "journey.visitor")}
            """,
            connection
        )
        {
            CommandTimeout = 0,
        };
        command.Parameters.Add(new() { Value = position });
        var gone = new HashSet<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            gone.Add((reader.GetString(0), reader.GetString(1)));
        return gone;
    }
}
