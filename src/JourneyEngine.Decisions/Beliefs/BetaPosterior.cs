namespace JourneyEngine.Decisions.Beliefs;

/// <summary>A Beta distribution over a chance, such as that a content is accepted or that a visit converts.</summary>
/// <param name="A">1 or more.</param>
/// <param name="B">1 or more.</param>
/// <param name="Raised">How many of its A + B trials were neither seen nor borrowed: they only keep the density
/// finite.</param>
public readonly record struct BetaPosterior(double A, double B, double Raised = 0)
{
    /// <summary>In (0, 1).</summary>
    public double Mean => A / (A + B);

    /// <summary>How many trials tell of the chance: seen, or borrowed.</summary>
    public double Effective => A + B - Raised;

    public double StandardDeviation => Math.Sqrt(Variance);

    public double Variance => A * B / (A + B + 1) / ((A + B) * (A + B));

    /// <summary>What is believed of a chance before anything is seen of it, from what is believed of the mean of others
    /// alike.</summary>
    /// <param name="spread">How much they differ; see <see cref="BetweenGroupVariance"/>.</param>
    /// <remarks>
    /// The chance spreads around a mean that is itself uncertain; both variances add up (law of total variance), and
    /// the Beta with the same mean and variance is taken. It is worth at least so many trials that its density is
    /// finite everywhere.
    /// </remarks>
    public static BetaPosterior Of(BetaPosterior mean, double spread)
    {
        var (greatest, within) = (mean.Mean * (1 - mean.Mean), Within(mean.Mean, spread));
        return OfTrials(mean.Mean, (greatest / (((greatest - mean.Variance) * within) + mean.Variance)) - 1);
    }

    /// <summary>The same around a mean that is certain.</summary>
    public static BetaPosterior Of(double mean, double spread) => OfTrials(mean, (1 / Within(mean, spread)) - 1);

    /// <param name="mean">In (0, 1).</param>
    /// <param name="trials">What it is worth.</param>
    public static BetaPosterior OfTrials(double mean, double trials)
    {
        var worth = Math.Max(trials, 1 / Math.Min(mean, 1 - mean));
        return new BetaPosterior(mean * worth, (1 - mean) * worth, worth - trials);
    }

    public BetaPosterior With(PseudoCounts seen) =>
        this with
        {
            A = A + seen.Accepted,
            B = B + seen.Offered - seen.Accepted,
        };

    /// <summary>The correlation within a child: its variance by that of a single trial. The spread is on the scale of
    /// the log odds, whose slope is m (1 - m).</summary>
    private static double Within(double mean, double spread) => Math.Min(1, spread * mean * (1 - mean));
}
