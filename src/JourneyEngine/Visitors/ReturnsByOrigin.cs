using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Statistics;
using JourneyEngine.Reports;

namespace JourneyEngine.Visitors;

/// <summary>What brings people who come again.</summary>
public static class ReturnsByOrigin
{
    internal const int MostGroups = 200;

    /// <summary>How many visits; which part of the origin, and its value.</summary>
    public static readonly Measure Visits = Measure.OfVisitor(
        "visits_by_origin",
        1,
        ["visits"],
        of =>
            of.Journey.Origin is { } origin
                ? Origin.Parts.Select(part => new Cell(of.Journey.Visits.Length).With(part, origin[part]))
                : [],
        ["part", "value"]
    );

    /// <param name="Value">What brought these visitors first; absent where nothing was said.</param>
    /// <param name="Returning">Those of them with a second visit.</param>
    /// <param name="ReturnVisits">All their visits less each one's first.</param>
    /// <param name="Share">Returning of visitors, in [0, 1], with the 95 % Wilson interval.</param>
    public sealed record Group(
        string? Value,
        long Visitors,
        long Returning,
        long ReturnVisits,
        double? Share,
        double? Low,
        double? High
    );

    /// <param name="part">One of <see cref="Origin.Parts"/>; empty for no groups.</param>
    internal static Group[] Of(ReportSums sums, string part) =>
        [
            .. sums.Of(Visits)
                .Where(it => it.Cell.Text1 == part)
                .GroupBy(it => it.Cell.Text2, it => (Visits: it.Cell.Number1, it.Count))
                .Select(it => GroupOf(it.Key.Length == 0 ? null : it.Key, [.. it]))
                .OrderByDescending(it => it.Visitors)
                .ThenBy(it => it.Value, StringComparer.Ordinal),
        ];

    private static Group GroupOf(string? value, (int Visits, long Count)[] lengths)
    {
        var (all, again) = (lengths.Sum(it => it.Count), lengths.Where(it => it.Visits > 1).Sum(it => it.Count));
        var interval = Wilson.Interval(again, all);
        return new Group(
            value,
            all,
            again,
            lengths.Sum(it => (it.Visits - 1) * it.Count),
            all == 0 ? null : (double)again / all,
            interval?.Low,
            interval?.High
        );
    }
}
