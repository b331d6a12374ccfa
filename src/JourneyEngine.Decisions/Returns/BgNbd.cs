namespace JourneyEngine.Decisions.Returns;

/// <summary>
/// Beta-geometric / negative binomial model of returning (Fader, Hardie and Lee 2005, "Counting Your Customers the Easy
/// Way"): visits come at a rate of each visitor's own, Gamma(r, alpha), and after each the visitor leaves for good with
/// a chance of the visitor's own, Beta(a, b).
/// </summary>
/// <param name="R">Shape of the rates, above 0.</param>
/// <param name="Alpha">Of the rates: in units of time, above 0.</param>
/// <param name="A">Of the chances to leave, above 0.</param>
/// <param name="B">Of the chances to leave, above 0.</param>
/// <remarks>x is the count of repeat visits, t the time of the last since the first, T the time since the first, all
/// times in the unit of <paramref name="Alpha"/>.</remarks>
public sealed record BgNbd(double R, double Alpha, double A, double B)
{
    /// <returns>The chance, in [0, 1], that the visitor has not left for good.</returns>
    public double Alive(int x, double t, double T) => 1 / (1 + Math.Exp(Left(x, t, T)));

    /// <returns>How many repeat visits are expected in the next <paramref name="h"/> units of time.</returns>
    public double Expected(int x, double t, double T, double h)
    {
        // The formula has a gap at a = 1 that the expectation does not have.
        var a = Math.Abs(A - 1) < 1e-6 ? 1 + 1e-6 : A;
        return (a + B + x - 1)
            / (a - 1)
            * (1 - Hypergeometric.Scaled(R + x, B + x, a + B + x - 1, h / (Alpha + T + h)))
            / (1 + Math.Exp(Left(x, t, T)));
    }

    /// <returns>The chance, in [0, 1], of at least one visit in the next <paramref name="h"/> units of time.</returns>
    public double Returns(int x, double t, double T, double h) => 1 / (1 + Math.Exp(-LogOdds(x, t, T, h)));

    /// <returns>The natural logarithm of the odds of <see cref="Returns"/>: finite also where the chance itself is 0 or
    /// 1 to every digit.</returns>
    public double LogOdds(int x, double t, double T, double h)
    {
        var (left, none) = (Left(x, t, T), (R + x) * Math.Log((Alpha + T) / (Alpha + T + h)));
        var greater = Math.Max(left, none);
        return Math.Log(1 - Math.Exp(none)) - (greater + Math.Log(Math.Exp(left - greater) + Math.Exp(none - greater)));
    }

    /// <summary>Logarithm of the odds that the visitor left after the last visit. Nobody leaves before there was a
    /// repeat visit.</summary>
    private double Left(int x, double t, double T) =>
        x == 0 ? double.NegativeInfinity : Math.Log(A / (B + x - 1)) + ((R + x) * Math.Log((Alpha + T) / (Alpha + t)));
}
