using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Funnels;

/// <summary>How many visitors go how far through a funnel: in order, in any order or step right after step, within a
/// time or a number of visits, by what brought them.</summary>
public sealed class FunnelSteps : IReport
{
    private const string Definition =
        "Visitors who reached each step, of all walks of theirs the one that went furthest. order=ordered: a step "
        + "at or after the one before it, others may come between; any: the first k stages in any order; "
        + "strict: with nothing else between. One interaction may be evidence of several steps, and what happened at "
        + "the same time is a set. within=7d, 12h, 30m or 3visits: from the first step on. "
        + "without=track:Refunded: what ends the walk. by=campaign, referrer or landing: what brought "
        + "the visitor first. share: of those who reached the first step; fromPrevious: of those who reached the one "
        + "before, with the 95 % Wilson interval. "
        + ReportParameters.Cohorts
        + " The answer may be up to a minute old, as asOf says, unless wait=true.";

    /// <param name="Share">Of those who reached the first step, in [0, 1].</param>
    /// <param name="FromPrevious">Of those who reached the step before, in [0, 1].</param>
    /// <param name="MedianHours">From the step before.</param>
    public sealed record Row(
        string Stage,
        long Visitors,
        double? Share,
        double? FromPrevious,
        double? Low,
        double? High,
        double? MedianHours
    );

    /// <param name="Value">What brought these visitors first; absent where unsaid.</param>
    public sealed record Group(string? Value, IReadOnlyList<Row> Rows);

    /// <param name="Left">How many more groups there are, with fewer visitors.</param>
    public sealed record Report(
        string Funnel,
        int Version,
        string Unit,
        string Order,
        string? Within,
        string? Without,
        string Definition,
        AsOf AsOf,
        IReadOnlyList<Row> Rows,
        string? By,
        IReadOnlyList<Group> Groups,
        int Left
    );

    public ReportRoute Route =>
        new(
            "funnel",
            "How many go how far through a funnel: in order, within a time, by what brought them.",
            Handle,
            typeof(Report),
            ReportParameters.With(
                new ReportParameter("order", "How the steps follow each other.", "ordered", "any", "strict"),
                new ReportParameter("within", "From the first step on: 7d, 12h, 30m or 3visits."),
                new ReportParameter(
                    "without",
                    "An interaction that ends the walk: kind or kind:name, such as track:Refunded."
                ),
                new ReportParameter(
                    "by",
                    "Broken down by what brought the visitor first.",
                    "",
                    "campaign",
                    "referrer",
                    "landing"
                )
            )
        )
        {
            Example = "?funnel=shop&order=ordered&within=7d&by=campaign",
        };

    public static async Task<IResult> Handle(ReportQuery query, WalkFunnels walks, CancellationToken cancellation)
    {
        var order = Enum.Parse<StepOrder>(query.Choice("order"), ignoreCase: true);
        var (by, within, without) = (query.Choice("by"), query.Text("within"), query.Text("without"));
        var (milliseconds, visits) = FunnelBounds.Within(within);
        var asked = new StepsAsked(
            query.Funnel,
            order,
            milliseconds,
            visits,
            FunnelBounds.Without(without),
            by,
            query.Days,
            query.At
        );
        var (funnel, asOf, walked) = await walks.Run(query.Site, asked, query.Wait, cancellation);
        var groups = FunnelStepRows.ByGroup(funnel, walked.Groups);
        var rows = FunnelStepRows.Of(funnel, walked.All);
        return query.Csv
            ? Csv.File("funnel", FunnelStepRows.Lines(by.Length == 0 ? [new Group(null, rows)] : groups))
            : Results.Ok(
                new Report(
                    funnel.Name,
                    funnel.Version,
                    "visitors",
                    order.ToString().ToLowerInvariant(),
                    within,
                    without,
                    Definition,
                    asOf,
                    rows,
                    by.Length == 0 ? null : by,
                    groups[..Math.Min(WalkFunnels.MostGroups, groups.Length)],
                    Math.Max(0, groups.Length - WalkFunnels.MostGroups)
                )
            );
    }
}
