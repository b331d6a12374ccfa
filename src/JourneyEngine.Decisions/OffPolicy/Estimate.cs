using System.Globalization;

namespace JourneyEngine.Decisions.OffPolicy;

/// <summary>What another policy would have earned for each decision, as far as the log can tell.</summary>
/// <param name="Value">Mean reward for each decision; absent where there is no decision to tell it from, or all weights
/// are 0.</param>
/// <param name="Low">Lower end of the percentile bootstrap interval.</param>
/// <param name="EffectiveSampleSize">sum(w)^2 / sum(w^2): how many decisions of the other policy's own the log is
/// worth.</param>
/// <param name="MeanWeight">Before weights are clipped: near 1 where the logged propensities are what the contents were
/// drawn with.</param>
/// <param name="MeanWeightUsed">After weights are clipped.</param>
/// <param name="WeightRemoved">Share of all weight that clipping took away, in [0, 1).</param>
/// <param name="Warnings">Why the estimate should not be leant on.</param>
public sealed record Estimate(
    Estimator Estimator,
    long Decisions,
    double? Value,
    double? Low,
    double? High,
    double EffectiveSampleSize,
    double MeanWeight,
    double GreatestWeight,
    double MeanWeightUsed,
    double WeightRemoved,
    string[] Warnings
)
{
    private const int FewestEffective = 100;
    private const int StandardErrors = 3;

    /// <summary>How far the mean weight may be from 1, whatever its standard error: a single great weight makes the
    /// standard error so great that it would excuse itself.</summary>
    private const double MostTimes = 2;

    private const double MostRemoved = 0.05;

    /// <summary>Of decisions that have nothing to do with each other.</summary>
    /// <inheritdoc cref="OfVisitors"/>
    public static Estimate Of(
        Estimator estimator,
        IEnumerable<Replayed> decisions,
        ulong seed,
        double clip = double.PositiveInfinity,
        int resamples = 1_000,
        double confidence = 0.95
    ) => OfVisitors(estimator, decisions.Select(it => new[] { it }), seed, clip, resamples, confidence);

    /// <summary>Of the decisions of visitors, who are drawn anew with all of theirs: what one and the same visitor
    /// answers is alike (cluster bootstrap; Davison and Hinkley 1997, 3.8).</summary>
    /// <param name="clip">Greatest weight; infinity for none.</param>
    /// <param name="seed">All chance of the bootstrap.</param>
    /// <param name="confidence">Of the interval, in (0, 1).</param>
    public static Estimate OfVisitors(
        Estimator estimator,
        IEnumerable<IEnumerable<Replayed>> visitors,
        ulong seed,
        double clip = double.PositiveInfinity,
        int resamples = 1_000,
        double confidence = 0.95
    ) =>
        Of(
            estimator,
            [
                .. visitors.Select(decisions =>
                    decisions.Aggregate(default(WeightedSums), (sums, it) => sums.Plus(WeightedSums.Of(it, clip)))
                ),
            ],
            seed,
            resamples,
            confidence
        );

    /// <summary>Of a log that was read one decision after the other.</summary>
    /// <inheritdoc cref="OfVisitors"/>
    public static Estimate Of(
        Estimator estimator,
        ClusteredSums log,
        ulong seed,
        int resamples = 1_000,
        double confidence = 0.95
    ) => Of(estimator, [.. log.Each], seed, resamples, confidence);

    private static Estimate Of(Estimator estimator, WeightedSums[] each, ulong seed, int resamples, double confidence)
    {
        var sums = each.Aggregate(default(WeightedSums), (all, it) => all.Plus(it));
        var values = new List<double>(resamples);
        var random = new Seeded(seed);
        for (var i = 0; i < resamples && each.Length > 0; i++)
        {
            var resample = default(WeightedSums);
            for (var draw = 0; draw < each.Length; draw++)
                resample = resample.Plus(each[(int)(random.NextDouble() * each.Length)]);
            if (resample.Value(estimator) is { } value)
                values.Add(value);
        }

        values.Sort();
        return new Estimate(
            estimator,
            sums.Count,
            sums.Value(estimator),
            Percentile(values, (1 - confidence) / 2),
            Percentile(values, (1 + confidence) / 2),
            sums.EffectiveSampleSize,
            sums.MeanWeight,
            sums.Greatest,
            sums.MeanWeightUsed,
            sums.Removed,
            [.. Doubts(sums)]
        );
    }

    private static double? Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? null : sorted[(int)Math.Clamp(share * sorted.Count, 0, sorted.Count - 1)];

    private static IEnumerable<string> Doubts(WeightedSums sums)
    {
        if (sums.EffectiveSampleSize < FewestEffective)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The log is worth only {sums.EffectiveSampleSize:0.#} decisions of this policy (effective sample size; "
                    + $"{FewestEffective} is the least to lean on)."
            );
        }

        if (
            (sums.Count > 0 && sums.MeanWeight is < 1 / MostTimes or > MostTimes)
            || (sums.Count > 1 && Math.Abs(sums.MeanWeight - 1) > StandardErrors * sums.StandardErrorOfWeight)
        )
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The mean weight is {sums.MeanWeight:0.###}, not 1: this policy shows contents that the log hardly holds, "
                    + $"or the contents were not drawn with the logged propensities."
            );
        }

        if (sums.Removed > MostRemoved)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Clipping removed {100 * sums.Removed:0.#} % of the weight, and the mean weight is "
                    + $"{sums.MeanWeightUsed:0.###} after it: what this policy shows and the log seldom did counts for "
                    + $"less than it would earn."
            );
        }
    }
}
