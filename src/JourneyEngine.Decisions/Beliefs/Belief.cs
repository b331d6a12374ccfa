namespace JourneyEngine.Decisions.Learning;

/// <summary>What is believed of the chance that a content is accepted: a Beta distribution.</summary>
/// <param name="A">1 or more.</param>
/// <param name="B">1 or more.</param>
public readonly record struct Belief(double A, double B)
{
    /// <summary>In (0, 1).</summary>
    public double Mean => A / (A + B);

    public double StandardDeviation => Math.Sqrt(A * B / (A + B + 1)) / (A + B);

    /// <param name="mean">In (0, 1).</param>
    /// <param name="strength">Trials that it is worth; at least so many that the density is finite everywhere.</param>
    public static Belief Of(double mean, double strength)
    {
        var trials = Math.Max(strength, 1 / Math.Min(mean, 1 - mean));
        return new Belief(mean * trials, (1 - mean) * trials);
    }

    public Belief With(Trials trials) => new(A + trials.Accepted, B + trials.Offered - trials.Accepted);
}

/// <summary>How often a content was offered, and accepted.</summary>
public readonly record struct Trials(long Offered, long Accepted)
{
    public static Trials operator +(Trials a, Trials b) => new(a.Offered + b.Offered, a.Accepted + b.Accepted);

    public static Trials operator -(Trials a, Trials b) => new(a.Offered - b.Offered, a.Accepted - b.Accepted);
}
