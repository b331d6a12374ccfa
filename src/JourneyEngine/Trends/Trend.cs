using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Trends;

/// <summary>Visitors, visits, returns and conversions over time, by when they happened.</summary>
public sealed class Trend : IReport
{
    private const string Definition =
        "A visit, and what came of it, counts in the interval in which the visit began, by the site's clocks. visitors: "
        + "those who began a visit in it, so that intervals do not add up. returns: visits that are not a visitor's "
        + "first. conversions: visits in which somebody converted first. rate: of the visits of one number, of those who "
        + "had not converted in an earlier one, the share in which they did, with the 95 % Wilson interval: over all "
        + "time the rate at that visit of conversion-by-visit. from and to choose days on which visits began; the "
        + "intervals that hold them are whole. Until an interval is over it is unfinished. previous: compare=previous "
        + "sets each interval beside the one as many before it as there are rows, compare=year beside the one 52 weeks "
        + "before it, so that the days of the week are the same, and months beside those of the year before. total: all "
        + "rows, and before it the same hours, up to the end of the current one; change: total less before, of rates with its "
        + "95 % interval; absent for visitors of all visit numbers.";

    /// <param name="Visit">The visit number that is counted; absent for all.</param>
    /// <param name="Funnel">Whose conversions are counted; absent where none are.</param>
    public sealed record Report(
        string Metric,
        string Interval,
        int? Visit,
        string? Compare,
        string? Funnel,
        int? Version,
        string Unit,
        string Definition,
        AsOf AsOf,
        IReadOnlyList<TrendRow> Rows,
        TrendTotal? Total
    );

    public ReportRoute Route =>
        new(
            "trend",
            "Visitors, visits, returns, conversions and their rate over time, beside the period before.",
            Handle,
            typeof(Report),
            new ReportParameters([
                .. ReportParameters
                    .OfSums(
                        new ReportParameter("metric", "What is counted.", [.. Metric.All.Select(it => it.Name)]),
                        new ReportParameter(
                            "interval",
                            "By what it is counted.",
                            [.. Interval.All.Select(it => it.Name)]
                        ),
                        new ReportParameter(
                            "visit",
                            "Only visits of this number, from 1 to 9: 1 is everybody's first. A rate is always of one."
                        ),
                        new ReportParameter(
                            "compare",
                            "Beside the period before, or the same of a year before.",
                            "",
                            "previous",
                            "year"
                        )
                    )
                    .Without("from", "to")
                    .All,
                new ReportParameter(
                    "from",
                    "From this day on, as 2026-01-31, in the site's time zone; as many intervals as are usual where absent."
                ),
                new ReportParameter(
                    "to",
                    "Up to this day, as 2026-01-31, in the site's time zone; today where absent."
                ),
            ])
        )
        {
            Example = "?metric=rate&visit=1&funnel=shop&interval=week&compare=previous&wait=true",
            Tag = "Visitors",
        };

    public IReadOnlyList<Measure> Measures => [BegunVisits.All, BegunVisits.AtRisk];

    public static async Task<IResult> Handle(
        ReportQuery query,
        ReportReader reports,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var asked = TrendAsked.Of(query, query.At ?? clock.GetUtcNow());
        return await reports.Answer(
            query,
            new SumsOf(asked.Metric.Measure) { Days = asked.DaysOn(query.Calendar) },
            sums => TrendTable.Of(sums, asked),
            sums => new Report(
                asked.Metric.Name,
                asked.Interval.Name,
                asked.Visit,
                asked.Compare,
                sums.Funnel?.Name,
                sums.Funnel?.Version,
                asked.Metric.Unit,
                Definition,
                sums.AsOf,
                TrendRows.Of(sums, asked),
                TrendTotals.Of(sums, asked)
            ),
            cancellation
        );
    }
}
