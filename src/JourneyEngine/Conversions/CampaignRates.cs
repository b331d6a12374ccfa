using JourneyEngine.Decisions;
using JourneyEngine.Reports;

namespace JourneyEngine.Conversions;

/// <summary>What journeys put into the sums behind campaigns: visits at risk and conversion, by how the visitor first came.</summary>
/// <remarks>The name of a tally says which part of the origin, and, where it is known, its value, a line each. The key is twice the last visit at risk, and one more where it converted.</remarks>
public static class CampaignRates
{
    private const string Origin = "origin";
    private const int Outcomes = 2;

    public static readonly string[] Parts = ["campaign", "referrer", "landing"];

    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules)
    {
        if (journey.Origin is not { } origin)
            yield break;
        string?[] values = [origin.Campaign, origin.ReferrerHost, origin.Landing];
        foreach (var funnel in rules.Funnels)
        {
            var converted = Standing.Of(journey, rules, funnel).Conversion?.Visit;
            var key = ((converted ?? journey.Visits.Length) * Outcomes) + (converted is null ? 0 : 1);
            for (var i = 0; i < Parts.Length; i++)
                yield return new Tally(NameOf(Parts[i]) + (values[i] is { } value ? "\n" + value : ""), funnel.Name, funnel.Version, Tallies.CohortDay(journey), key);
        }
    }

    internal static string NameOf(string part) => $"{Origin}\n{part}";

    /// <returns>By value; of those who brought none under the empty text.</returns>
    internal static IReadOnlyList<(string? Value, IReadOnlyList<VisitCell> Cells)> Read(ReportSums sums, string part) =>
    [
        .. sums.Counts.GroupBy(it => it.Key.Name).Select(it => (
            Value: it.Key.Length == NameOf(part).Length ? null : it.Key[(NameOf(part).Length + 1)..],
            (IReadOnlyList<VisitCell>)[.. AttemptsByVisit.Cells(it.Select(sum => (sum.Key.Key, sum.Value)))])),
    ];
}
