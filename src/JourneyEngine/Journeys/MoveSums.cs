using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys.Measuring;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Moves the sums behind the reports when one visitor's facts are taken away, whichever version of the engine
/// made them.</summary>
internal sealed class MoveSums(RulesTable rulesTable, Generations generations)
{
    /// <summary>
    /// Within a transaction that holds the checkpoint. What this version cannot take back, because the code of another
    /// one added it, is given up: those measures are summed anew.
    /// </summary>
    /// <param name="now">What is left; null if the visitor goes.</param>
    public async Task Run(NpgsqlConnection connection, JourneyRow before, Journey? now, CancellationToken cancellation)
    {
        var generation = await generations.Current(connection, cancellation);
        var rules = await rulesTable.At(connection, before.Site, before.Revision, cancellation);
        var foreign = generation.Foreign(before.Generation);
        if (before.Journey is { } journey)
        {
            var (measures, sums) = (generation.SummedIn(before.Generation), new Dictionary<SumKey, long>());
            MeasureSums.Move(
                sums,
                MeasureSums.Of(measures, journey, rules),
                MeasureSums.Of(measures, now ?? Journey.Empty, rules)
            );
            await SumMove.Add(
                connection,
                generation,
                [.. sums.Select(it => new SumMove(before.Site, it.Key, it.Value))],
                cancellation
            );
        }
        else
            foreign = [.. foreign.Union(generation.SummedIn(before.Generation).Select(generation.IdOf))];

        await Generations.GiveUp(connection, generation, foreign, cancellation);
        await GenerationTable.DeleteStale(connection, before.Site, cancellation);
    }
}
