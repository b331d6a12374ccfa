using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Visitors;

/// <summary>Who comes again: how many visits, after how long a pause, in which week after the first, and who has stayed
/// away.</summary>
public sealed class ReturnVisits : IReport
{
    public static readonly Measure Visits = Measure.OfVisitor(
        "visits",
        1,
        ["visits"],
        it => [new Cell(it.Journey.Visits.Length)]
    );

    private const string Definition =
        "A visit is a run of interactions with no pause longer than the site's gap. Return visits are visits less each "
        + "visitor's first. rows: visitors by their number of visits. "
        + "gaps: pauses in whole days, by the visit before them. retention: of those who came first in a week (from "
        + "its first day), who came in their own week 1, 2, ... after their first seven days. "
        + "lifecycle: each visitor once, as of now or of 'at': dormant after more than dormantAfterDays without a "
        + "visit, won back where the latest visit came after such a pause. "
        + "by=campaign, referrer or landing: groups by what brought the visitor first; share: of the visitors of a "
        + "group those who came back, with the 95 % Wilson interval. "
        + ReportParameters.Cohorts
        + " CSV: table=rows, gaps, retention, lifecycle or groups, the usual one with by.";

    public sealed record Row(int Visits, long Visitors);

    /// <param name="By">Which part of what brought the visitor first the groups are of; absent without groups.</param>
    /// <param name="Left">How many more groups there are, with fewer visitors.</param>
    public sealed record Report(
        string Unit,
        string Definition,
        AsOf AsOf,
        long Visitors,
        long Visits,
        long ReturnVisits,
        IReadOnlyList<Row> Rows,
        IReadOnlyList<VisitPauses.Row> Gaps,
        IReadOnlyList<Retention.Row> Retention,
        Lifecycle.Stand Lifecycle,
        string? By,
        IReadOnlyList<ReturnsByOrigin.Group> Groups,
        int Left
    );

    public ReportRoute Route =>
        new(
            "returns",
            "Who comes again, after how long, in which week; who stayed away, and who was won back.",
            Handle,
            typeof(Report),
            ReportParameters
                .OfSums(
                    new ReportParameter(
                        "table",
                        "Which table the CSV holds.",
                        "rows",
                        "gaps",
                        "retention",
                        "lifecycle",
                        "groups"
                    ),
                    new ReportParameter("by", "Broken down by what brought the visitor first.", ["", .. Origin.Parts])
                )
                .Without("funnel")
        )
        {
            Example = "?by=campaign&wait=true",
            Tag = "Visitors",
            Problems = [422, 503],
        };

    public IReadOnlyList<Measure> Measures => [.. OfAll, ReturnsByOrigin.Visits];

    private static Measure[] OfAll => [Visits, VisitPauses.Pause, Retention.Retained, Lifecycle.LastSeen];

    public async Task<IResult> Handle(
        ReportQuery query,
        ReportReader reports,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var by = query.Choice("by");
        var now = query.At ?? clock.GetUtcNow();
        return await reports.Answer(
            query,
            new SumsOf(by.Length == 0 ? OfAll : Measures),
            sums => ReturnTables.Of(sums, query.Text("table"), by, now),
            sums => Of(sums, by, now),
            cancellation
        );
    }

    private static Report Of(ReportSums sums, string by, DateTimeOffset now)
    {
        var (rows, groups) = (Rows(sums), ReturnsByOrigin.Of(sums, by));
        var (visitors, visits) = (rows.Sum(row => row.Visitors), rows.Sum(row => row.Visits * row.Visitors));
        return new Report(
            "visitors",
            Definition,
            sums.AsOf,
            visitors,
            visits,
            visits - visitors,
            rows,
            VisitPauses.Rows(sums),
            Retention.Rows(sums, now),
            Lifecycle.Of(sums, now),
            by.Length == 0 ? null : by,
            groups[..Math.Min(ReturnsByOrigin.MostGroups, groups.Length)],
            Math.Max(0, groups.Length - ReturnsByOrigin.MostGroups)
        );
    }

    internal static Row[] Rows(ReportSums sums) =>
        [.. sums.Of(Visits).Select(it => new Row(it.Cell.Number1, it.Count))];
}
