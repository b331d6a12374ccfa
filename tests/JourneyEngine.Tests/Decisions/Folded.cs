using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;

namespace JourneyEngine.Tests.Decisions;

/// <summary>The sums behind a report, from what a journey puts into them.</summary>
internal static class Folded
{
    public static ReportSums Sums(FunnelDefined? funnel, Measure measure, Journey journey, FoldRules rules) =>
        new(
            funnel,
            AsOf.Of(0, default, true, rules.Calendar),
            rules.Calendar,
            MeasureSums
                .Of([measure], journey, rules)
                .Where(it => it.Funnel == (funnel?.Name ?? ""))
                .CountBy(it => (it.Measure, it.Cell))
                .ToDictionary(it => it.Key, it => (long)it.Value)
        );
}
