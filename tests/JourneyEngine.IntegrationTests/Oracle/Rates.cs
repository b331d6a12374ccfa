namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>Conversion by visit number, of visitors or attempts of whom is known how often they came, and in which visit
/// they converted.</summary>
internal sealed class Rates((int Visits, int? Converted)[] all)
{
    private int Last => all.Select(it => it.Visits).DefaultIfEmpty().Max();

    /// <summary>Visit, who reached it, who was at risk, who converted, the rate and its interval.</summary>
    public IEnumerable<object?[]> ByVisit() =>
        Enumerable
            .Range(1, Last)
            .Select(visit =>
                new object?[] { visit, all.Count(it => it.Visits >= visit), AtRisk(visit), Converted(visit) }
                    .Concat(Wilson.Of(Converted(visit), AtRisk(visit)))
                    .ToArray()
            );

    public object?[] Pooled()
    {
        var converted = all.Count(it => it.Converted is not null);
        return [all.Length, converted, .. Wilson.Of(converted, all.Length)];
    }

    /// <summary>Weight of each visit number, from the first.</summary>
    public double[] Mix() => [.. Enumerable.Range(1, Last).Select(visit => (double)AtRisk(visit))];

    /// <returns>Rate at a mix, its interval, and which share of the mix there was somebody at risk at.</returns>
    public object?[] At(double[] mix)
    {
        var known = mix.Index().Where(it => it.Item > 0 && AtRisk(it.Index + 1) > 0).ToArray();
        var (weight, whole) = (known.Sum(it => it.Item), mix.Sum());
        if (known.Length == 0)
            return [null, null, null, 0];
        var rate = known.Sum(it => it.Item / weight * Rate(it.Index + 1));
        var half = Chance.Z * Math.Sqrt(known.Sum(it => Math.Pow(it.Item / weight, 2) * Variance(it.Index + 1)));
        return [rate, Math.Max(0, rate - half), Math.Min(1, rate + half), weight / whole];
    }

    /// <returns>By how much the rate is higher than another one, at the mix of both over the visit numbers that both
    /// have: with its interval, how much of that mix this is, and how far the two mixes are apart.</returns>
    public object?[] Beside(Rates other)
    {
        var visits = Enumerable.Range(1, Math.Max(Last, other.Last)).ToArray();
        double own = visits.Sum(AtRisk),
            others = visits.Sum(other.AtRisk);
        var apart = visits.Sum(it => Math.Max(0, AtRisk(it) / own - other.AtRisk(it) / others));
        var both = visits.Where(it => AtRisk(it) > 0 && other.AtRisk(it) > 0).ToArray();
        double weight = both.Sum(it => AtRisk(it) + other.AtRisk(it));
        if (both.Length == 0)
            return [null, null, null, 0, apart];
        double Weight(int visit) => (AtRisk(visit) + other.AtRisk(visit)) / weight;
        var difference = both.Sum(it => Weight(it) * (Rate(it) - other.Rate(it)));
        var half = Chance.Z * Math.Sqrt(both.Sum(it => Math.Pow(Weight(it), 2) * (Variance(it) + other.Variance(it))));
        return [difference, difference - half, difference + half, weight / (own + others), apart];
    }

    private int AtRisk(int visit) => all.Count(it => it.Visits >= visit && !(it.Converted < visit));

    private int Converted(int visit) => all.Count(it => it.Converted == visit);

    private double Rate(int visit) => (double)Converted(visit) / AtRisk(visit);

    private double Variance(int visit) => Chance.Variance(Converted(visit), AtRisk(visit));
}
