using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys.Measuring;
using Npgsql;

namespace JourneyEngine.Journeys.Projecting;

/// <summary>Writes journeys and moves the sums behind the reports: takes away what the old journey put in, adds what the
/// new one does.</summary>
internal sealed class WriteJourneys(RulesTable rulesTable, ProjectedJourneyCache known)
{
    public async Task Run(
        NpgsqlConnection connection,
        Generation generation,
        List<(JourneyRow? Before, JourneyRow Now)> changes,
        Dictionary<string, FoldRules> rules,
        CancellationToken cancellation
    )
    {
        var folded = new Dictionary<(string, int), FoldRules>();
        foreach (
            var (site, revision) in changes
                .Where(it => it.Before is not null)
                .Select(it => (it.Before!.Site, it.Before.Revision))
                .Distinct()
        )
            folded[(site, revision)] = await rulesTable.At(connection, site, revision, cancellation);

        // What was stored and cannot be read any more cannot be taken back: all is summed anew.
        if (
            changes.Any(it => it.Before is { Journey: null } before && generation.SummedIn(before.Generation).Count > 0)
        )
            await Generations.GiveUp(connection, generation, [.. generation.Stored.Measures.Values], cancellation);

        // The sums are worked out while the database takes in the journeys.
        var writing = JourneyTable.Write(connection, [.. changes.Select(change => change.Now)], cancellation);
        var moves = changes
            .GroupBy(change => change.Now.Site)
            .SelectMany(site => Moves(generation, site, folded, rules[site.Key]))
            .ToList();
        await writing;
        known.Written(changes.Select(change => change.Now));
        await SumMove.Add(connection, generation, moves, cancellation);
    }

    /// <remarks>A journey is taken out of no sum that it was not put into: by another version's measures it may be in
    /// others.</remarks>
    private static IEnumerable<SumMove> Moves(
        Generation generation,
        IGrouping<string, (JourneyRow? Before, JourneyRow Now)> site,
        Dictionary<(string, int), FoldRules> folded,
        FoldRules rules
    )
    {
        var sums = new Dictionary<SumKey, long>();
        foreach (var (before, now) in site)
        {
            var was = before?.Journey is { } journey
                ? MeasureSums.Of(generation.SummedIn(before.Generation), journey, folded[(site.Key, before.Revision)])
                : [];
            MeasureSums.Move(sums, was, MeasureSums.Of(generation.Measures, now.Journey!, rules));
        }

        return sums.Select(sum => new SumMove(site.Key, sum.Key, sum.Value));
    }
}
