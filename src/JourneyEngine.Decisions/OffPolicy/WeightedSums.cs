namespace JourneyEngine.Decisions.OffPolicy;

/// <summary>What estimators add up over decisions.</summary>
internal readonly record struct WeightedSums(
    long Count,
    double Weights,
    double Squares,
    double Unclipped,
    double UnclippedSquares,
    double Earned,
    double Expected,
    double Corrections,
    double Greatest
)
{
    public double MeanWeight => Count == 0 ? 0 : Unclipped / Count;

    public double MeanWeightUsed => Count == 0 ? 0 : Weights / Count;

    public double Removed => Unclipped == 0 ? 0 : 1 - (Weights / Unclipped);

    public double EffectiveSampleSize => Squares == 0 ? 0 : Weights * Weights / Squares;

    public double StandardErrorOfWeight =>
        Math.Sqrt(Math.Max(0, (UnclippedSquares / Count) - (MeanWeight * MeanWeight)) / (Count - 1));

    public static WeightedSums Of(in Replayed it, double clip)
    {
        var (weight, unclipped) = (it.Weight(clip), it.Weight(double.PositiveInfinity));
        return new WeightedSums(
            1,
            weight,
            weight * weight,
            unclipped,
            unclipped * unclipped,
            weight * it.Reward,
            it.Expected,
            weight * (it.Reward - it.Predicted),
            weight
        );
    }

    public WeightedSums Plus(in WeightedSums it) =>
        new(
            Count + it.Count,
            Weights + it.Weights,
            Squares + it.Squares,
            Unclipped + it.Unclipped,
            UnclippedSquares + it.UnclippedSquares,
            Earned + it.Earned,
            Expected + it.Expected,
            Corrections + it.Corrections,
            Math.Max(Greatest, it.Greatest)
        );

    public double? Value(Estimator estimator) =>
        (estimator, Count, Weights) switch
        {
            (_, 0, _) or (Estimator.Snips, _, 0) => null,
            (Estimator.Ips, _, _) => Earned / Count,
            (Estimator.Snips, _, _) => Earned / Weights,
            (Estimator.Dm, _, _) => Expected / Count,
            _ => (Expected + Corrections) / Count,
        };
}
