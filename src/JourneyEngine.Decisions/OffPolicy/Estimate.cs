using System.Globalization;

namespace JourneyEngine.Decisions.OffPolicy;

/// <summary>What another policy would have earned for each decision, as far as the log can tell.</summary>
/// <param name="Value">Mean reward for each decision; absent where there is no decision to tell it from, or all weights are 0.</param>
/// <param name="Low">Lower end of the percentile bootstrap interval.</param>
/// <param name="EffectiveSampleSize">sum(w)^2 / sum(w^2): how many decisions of the other policy's own the log is worth.</param>
/// <param name="MeanWeight">Near 1 where the logged propensities are what the contents were drawn with.</param>
/// <param name="Warnings">Why the estimate should not be leant on.</param>
public sealed record Estimate(
    Estimator Estimator, long Decisions, double? Value, double? Low, double? High, double EffectiveSampleSize, double MeanWeight, double GreatestWeight, string[] Warnings)
{
    private const int FewestEffective = 100;
    private const int StandardErrors = 3;

    /// <param name="clip">Greatest weight; infinity for none.</param>
    /// <param name="seed">All chance of the bootstrap.</param>
    /// <param name="confidence">Of the interval, in (0, 1).</param>
    public static Estimate Of(
        Estimator estimator, IReadOnlyList<Replayed> decisions, ulong seed, double clip = double.PositiveInfinity, int resamples = 1_000, double confidence = 0.95)
    {
        var sums = decisions.Aggregate(default(Sums), (all, it) => all.With(it, clip));
        var values = new List<double>(resamples);
        var random = new Seeded(seed);
        for (var i = 0; i < resamples && decisions.Count > 0; i++)
        {
            var resample = default(Sums);
            for (var draw = 0; draw < decisions.Count; draw++)
                resample = resample.With(decisions[(int)(random.NextDouble() * decisions.Count)], clip);
            if (resample.Value(estimator) is { } value)
                values.Add(value);
        }

        values.Sort();
        return new Estimate(
            estimator, decisions.Count, sums.Value(estimator), Percentile(values, (1 - confidence) / 2), Percentile(values, (1 + confidence) / 2),
            sums.EffectiveSampleSize, sums.MeanWeight, sums.Greatest, [.. Doubts(sums, clip)]);
    }

    private static double? Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? null : sorted[(int)Math.Clamp(share * sorted.Count, 0, sorted.Count - 1)];

    private static IEnumerable<string> Doubts(Sums sums, double clip)
    {
        if (sums.EffectiveSampleSize < FewestEffective)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"The log is worth only {sums.EffectiveSampleSize:0.#} decisions of this policy (effective sample size; {FewestEffective} is the least to lean on).");
        }

        if (double.IsPositiveInfinity(clip) && sums.Count > 1 && Math.Abs(sums.MeanWeight - 1) > StandardErrors * sums.StandardErrorOfWeight)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"The mean weight is {sums.MeanWeight:0.###}, not 1: this policy shows contents that the log hardly holds, or the contents were not drawn with the logged propensities.");
        }
    }

    private readonly record struct Sums(long Count, double Weights, double Squares, double Earned, double Expected, double Corrections, double Greatest)
    {
        public double MeanWeight => Count == 0 ? 0 : Weights / Count;

        public double EffectiveSampleSize => Squares == 0 ? 0 : Weights * Weights / Squares;

        public double StandardErrorOfWeight => Math.Sqrt(Math.Max(0, (Squares / Count) - (MeanWeight * MeanWeight)) / (Count - 1));

        public Sums With(in Replayed it, double clip)
        {
            var weight = it.Weight(clip);
            return new Sums(
                Count + 1, Weights + weight, Squares + (weight * weight), Earned + (weight * it.Reward),
                Expected + it.Expected, Corrections + (weight * (it.Reward - it.Predicted)), Math.Max(Greatest, weight));
        }

        public double? Value(Estimator estimator) => (estimator, Count, Weights) switch
        {
            (_, 0, _) or (Estimator.Snips, _, 0) => null,
            (Estimator.Ips, _, _) => Earned / Count,
            (Estimator.Snips, _, _) => Earned / Weights,
            (Estimator.Dm, _, _) => Expected / Count,
            _ => (Expected + Corrections) / Count,
        };
    }
}
