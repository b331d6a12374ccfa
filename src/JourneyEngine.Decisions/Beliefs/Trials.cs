namespace JourneyEngine.Decisions.Beliefs;

/// <summary>How often something was offered, and accepted.</summary>
public readonly record struct Trials(long Offered, long Accepted)
{
    public static Trials operator +(Trials a, Trials b) => new(a.Offered + b.Offered, a.Accepted + b.Accepted);
}

/// <summary>What tells of a chance, in trials; of the mean of several chances their trials tell less.</summary>
public readonly record struct PseudoCounts(double Offered, double Accepted)
{
    public static PseudoCounts operator +(PseudoCounts a, PseudoCounts b) =>
        new(a.Offered + b.Offered, a.Accepted + b.Accepted);

    /// <remarks>Rounding must not make it negative.</remarks>
    public static PseudoCounts operator -(PseudoCounts a, PseudoCounts b) =>
        new(Math.Max(0, a.Offered - b.Offered), Math.Max(0, a.Accepted - b.Accepted));

    public static PseudoCounts Of(Trials it) => new(it.Offered, it.Accepted);

    /// <summary>What trials of one child tell of its parent's mean: however many they are, no more than that it is one
    /// child (the design effect of clusters, Kish 1965).</summary>
    /// <param name="spread">How much the parent's children differ; see <see cref="BetweenGroupVariance"/>.</param>
    /// <param name="mean">Where, about, in (0, 1).</param>
    public PseudoCounts AboutParent(double spread, double mean)
    {
        var share = 1 / (1 + (Math.Max(0, Offered - 1) * Math.Min(1, spread * mean * (1 - mean))));
        return new PseudoCounts(Offered * share, Accepted * share);
    }
}
