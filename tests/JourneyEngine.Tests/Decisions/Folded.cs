using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;

namespace JourneyEngine.Tests.Decisions;

/// <summary>The sums behind a report, from what journeys put into it.</summary>
internal static class Folded
{
    public static ReportSums Sums(FunnelDefined? funnel, IEnumerable<Tally> tallies) => new(
        funnel, new AsOf(0, default, true), tallies.Where(it => it.Funnel == (funnel?.Name ?? "")).CountBy(it => (it.Name, it.Key)).ToDictionary(it => it.Key, it => (long)it.Value));
}
