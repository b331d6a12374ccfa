using JourneyEngine.Decisions.Beliefs;
using JourneyEngine.Decisions.Conversions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace JourneyEngine.Predictions;

/// <summary>The challenger: logistic regression (ML.NET, L-BFGS) on visit number, stage and gap, each with an effect of
/// its own.</summary>
/// <remarks>What it looks at takes few values, so all that it says is a table: a prediction is read from the stored
/// fact, and needs no ML.NET.</remarks>
internal static class LogisticHazards
{
    private const int Seed = 1;

    /// <returns>The chance of every cell that can be, in (0, 1).</returns>
    public static Dictionary<HazardCell, double> Fit(IReadOnlyDictionary<HazardCell, Trials> cells, int stages)
    {
        var (ml, size) = (new MLContext(Seed), HazardCell.LastVisit + stages + 1 + HazardCell.LastGap + 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
        var trainer = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(
            new LbfgsLogisticRegressionBinaryTrainer.Options
            {
                ExampleWeightColumnName = nameof(Row.Weight),
                L1Regularization = 0,
                // One thread and no history of the run: the same visits give the same model.
                NumberOfThreads = 1,
            }
        );
        var fitted = trainer
            .Fit(ml.Data.LoadFromEnumerable(Rows(cells, stages, size).ToArray(), schema))
            .Model.SubModel;
        return All(stages)
            .ToDictionary(
                it => it,
                it =>
                    1
                    / (
                        1
                        + Math.Exp(-(fitted.Bias + Active(it, stages).Sum(feature => (double)fitted.Weights[feature])))
                    )
            );
    }

    private static IEnumerable<Row> Rows(IReadOnlyDictionary<HazardCell, Trials> cells, int stages, int size)
    {
        foreach (
            var (cell, trials) in cells.OrderBy(it => it.Key.Visit).ThenBy(it => it.Key.Stage).ThenBy(it => it.Key.Gap)
        )
        {
            var features = new float[size];
            foreach (var active in Active(cell, stages))
                features[active] = 1;
            if (trials.Accepted > 0)
                yield return new Row
                {
                    Label = true,
                    Weight = trials.Accepted,
                    Features = features,
                };
            if (trials.Offered > trials.Accepted)
                yield return new Row
                {
                    Label = false,
                    Weight = trials.Offered - trials.Accepted,
                    Features = features,
                };
        }
    }

    private static int[] Active(HazardCell cell, int stages) =>
        [cell.Visit - 1, HazardCell.LastVisit + cell.Stage + 1, HazardCell.LastVisit + stages + 1 + cell.Gap];

    private static IEnumerable<HazardCell> All(int stages) =>
        from visit in Enumerable.Range(1, HazardCell.LastVisit)
        from stage in Enumerable.Range(-1, stages + 1)
        from gap in Enumerable.Range(0, HazardCell.LastGap + 1)
        select new HazardCell(visit, stage, gap);

    private sealed class Row
    {
        public bool Label { get; init; }

        public float Weight { get; init; }

        public float[] Features { get; init; } = [];
    }
}
