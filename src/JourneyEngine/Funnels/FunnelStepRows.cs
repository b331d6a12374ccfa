using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Statistics;

namespace JourneyEngine.Funnels;

/// <summary>How many visitors reached each step of a funnel.</summary>
internal static class FunnelStepRows
{
    /// <summary>A line of the table.</summary>
    public sealed record Line(
        string? Value,
        string Stage,
        long Visitors,
        double? Share,
        double? FromPrevious,
        double? Low,
        double? High,
        double? MedianHours
    );

    public static IReadOnlyList<FunnelSteps.Row> Of(FunnelDefined funnel, Walked walked) =>
        [
            .. funnel.Stages.Select(
                (stage, i) =>
                {
                    var (count, before, first) = (walked.Count(i), i == 0 ? 0 : walked.Count(i - 1), walked.Count(0));
                    var wilson = Wilson.Interval(count, before);
                    return new FunnelSteps.Row(
                        stage.Name,
                        count,
                        first == 0 ? null : (double)count / first,
                        before == 0 ? null : (double)count / before,
                        wilson?.Low,
                        wilson?.High,
                        walked.MedianHours(i)
                    );
                }
            ),
        ];

    public static FunnelSteps.Group[] ByGroup(FunnelDefined funnel, Dictionary<string, Walked> groups) =>
        [
            .. groups
                .OrderByDescending(it => it.Value.Count(0))
                .ThenBy(it => it.Key, StringComparer.Ordinal)
                .Select(it => new FunnelSteps.Group(it.Key.Length == 0 ? null : it.Key, Of(funnel, it.Value))),
        ];

    public static IEnumerable<Line> Lines(FunnelSteps.Group[] groups) =>
        groups.SelectMany(group =>
            group.Rows.Select(it => new Line(
                group.Value,
                it.Stage,
                it.Visitors,
                it.Share,
                it.FromPrevious,
                it.Low,
                it.High,
                it.MedianHours
            ))
        );
}
