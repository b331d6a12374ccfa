using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Journeys.Persons;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Moves the sums behind the reports when facts are taken away, whichever version of the engine made
/// them.</summary>
internal sealed class MoveSums(RulesTable rulesTable, Generations generations)
{
    /// <summary>
    /// Within a transaction that holds the checkpoint. What this version cannot take back, because the code of another
    /// one added it, is given up: those measures are summed anew.
    /// </summary>
    /// <param name="before">All journeys of each person of whom something is taken away, as they are stored.</param>
    /// <param name="now">What is left of them, under the same rules.</param>
    public async Task Run(
        NpgsqlConnection connection,
        string site,
        IReadOnlyCollection<JourneyRow> before,
        IReadOnlyCollection<JourneyRow> now,
        CancellationToken cancellation
    )
    {
        var generation = await generations.Current(connection, cancellation);
        var rules = new Dictionary<int, FoldRules>();
        foreach (var revision in before.Select(it => it.Revision).Distinct())
            rules[revision] = await rulesTable.At(connection, site, revision, cancellation);
        IEnumerable<int> foreign = before.SelectMany(it => generation.UnknownMeasureIds(it.Generation)).Distinct();
        if (
            before.Any(it => it.Journey is null && generation.SummedIn(it.Generation).Count > 0)
            || now.Where(it => it.Person is not null)
                .GroupBy(it => it.Person)
                .Any(it => !PersonSums.IsBroughtTogether(it))
        )
            foreign = generation.Stored.Measures.Values;
        else
        {
            var sums = new Dictionary<SumKey, long>();
            IEnumerable<SumKey> Of(IEnumerable<JourneyRow> rows) =>
                PersonSums.Of(rows, it => generation.SummedIn(it.Generation), it => rules[it.Revision]);
            MeasureSums.Move(sums, Of(before), Of(now));
            await SumMove.Add(
                connection,
                generation,
                [.. sums.Select(it => new SumMove(site, it.Key, it.Value))],
                cancellation
            );
        }

        await Generations.GiveUp(connection, generation, [.. foreign], cancellation);
        await GenerationTable.DeleteStale(connection, site, cancellation);
        await UpdateMoves.Delete(connection, site, cancellation);
    }
}
