using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>Visitors may be erased, and facts of them, while all journeys are built anew: what was folded of these before
/// goes out of the fresh tables again, and whoever was joined to them is told anew.</summary>
internal static class DropDeleted
{
    /// <summary>Within the transaction that puts the fresh tables in their place, while nobody can take facts away.</summary>
    public static async Task Run(
        NpgsqlConnection connection,
        RulesTable rulesTable,
        FoldedUpTo upTo,
        DeletedMeanwhile deleted,
        CancellationToken cancellation
    )
    {
        FoldRules Rules(string site) => upTo.RulesOf(site);
        var (gone, partners) = (deleted.Gone, deleted.Partners);
        var touched = new TouchedJourneys(connection, rulesTable, null, upTo.Position);
        await touched.Gather([], [], [.. gone.Union(deleted.Relinked).Union(partners)], cancellation);
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
}
