using JourneyEngine.Decisions.Statistics;

namespace JourneyEngine.Conversions;

/// <summary>Two groups of visitors, set side by side at each visit number, and together only at one mix of visit
/// numbers.</summary>
/// <param name="Difference">Rate of A less that of B, both at the mix of the two together, over the visit numbers that
/// both have; absent where there are none.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="Covered">Share of that mix that both have somebody at risk at, in [0, 1].</param>
/// <param name="MixDistance">How much the mixes differ: the share of visits that would have to be of another number for
/// them to be the same, in [0, 1].</param>
/// <param name="Refused">Why there is no difference, or why it is not that of the pooled rates.</param>
public sealed record Comparison(
    string? A,
    string? B,
    IReadOnlyList<Comparison.Visit> ByVisit,
    double? Difference,
    double? Low,
    double? High,
    double Covered,
    double MixDistance,
    string? Refused
)
{
    /// <summary>Mixes that differ by less are alike.</summary>
    private const double Alike = 0.01;

    /// <param name="Difference">Rate of A less that of B.</param>
    public sealed record Visit(
        int Number,
        long AtRiskA,
        double? RateA,
        long AtRiskB,
        double? RateB,
        double? Difference,
        double? Low,
        double? High
    );

    internal static Comparison Of(
        (string? Value, IReadOnlyList<VisitCell> Cells) a,
        (string? Value, IReadOnlyList<VisitCell> Cells) b
    )
    {
        var visits = Enumerable
            .Range(1, Math.Max(a.Cells[^1].Visit, b.Cells[^1].Visit))
            .Select(visit => (A: At(a.Cells, visit), B: At(b.Cells, visit)))
            .ToArray();
        double all = visits.Sum(it => it.A.AtRisk + it.B.AtRisk),
            ofA = visits.Sum(it => it.A.AtRisk),
            ofB = visits.Sum(it => it.B.AtRisk);
        var both = visits
            .Where(it => it.A.AtRisk > 0 && it.B.AtRisk > 0)
            .Select(it => (it.A, it.B, Share: (it.A.AtRisk + it.B.AtRisk) / all))
            .ToArray();
        var (covered, distance) = (
            both.Sum(it => it.Share),
            visits.Sum(it => Math.Abs((it.A.AtRisk / ofA) - (it.B.AtRisk / ofB))) / 2
        );
        double? difference =
            both.Length == 0 ? null : both.Sum(it => it.Share * (it.A.Rate - it.B.Rate)!.Value) / covered;
        var half =
            both.Length == 0
                ? 0
                : Proportion.Normal975
                    * Math.Sqrt(both.Sum(it => it.Share * it.Share * (it.A.Variance + it.B.Variance)))
                    / covered;
        return new Comparison(
            a.Value,
            b.Value,
            [.. visits.Select(it => Beside(it.A, it.B))],
            difference,
            difference - half,
            difference + half,
            covered,
            distance,
            both.Length == 0 ? "The two have no visit number in common: they cannot be compared."
                : distance > Alike
                    ? "Their mixes of visit numbers differ, so their pooled rates are not compared; the difference is "
                        + "that at the same mix."
                : null
        );
    }

    private static Visit Beside(VisitCell a, VisitCell b)
    {
        var (difference, half) = (a.Rate - b.Rate, Proportion.Normal975 * Math.Sqrt(a.Variance + b.Variance));
        return new Visit(a.Visit, a.AtRisk, a.Rate, b.AtRisk, b.Rate, difference, difference - half, difference + half);
    }

    private static VisitCell At(IReadOnlyList<VisitCell> cells, int visit) =>
        cells.FirstOrDefault(it => it.Visit == visit) with
        {
            Visit = visit,
        };
}
