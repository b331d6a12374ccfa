using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Conversions;

/// <summary>How long visitors take to convert: in visits, with those who may still do it, and in days.</summary>
public sealed class TimeToConvert : IReport
{
    internal const string ByVisit = "byVisit";
    internal const string ByDays = "byDays";
    private const double MillisecondsADay = 86_400_000;

    public static readonly Measure AfterDays = Measure.OfFunnel(
        "converted_after_days",
        1,
        ["days"],
        (of, funnel) =>
            funnel.ConvertedAt is { } at ? [new Cell((int)((at - of.Journey.Visits[0].Start) / MillisecondsADay))] : []
    );

    private const string Definition =
        "byVisit: the share of visitors who have not converted by the end of visit k, were nobody's visits at an end "
        + "(Kaplan and Meier 1958): whoever has made fewer visits so far is "
        + "no failure, and counts as long as known. low and high: 95 % interval on the scale of log(-log), with "
        + "Greenwood's variance. byDays: those who converted, by whole days from "
        + "their first interaction. "
        + ReportParameters.Cohorts
        + " CSV: table=byVisit or byDays.";

    /// <param name="NotYet">Share who have not converted by the end of this visit, in [0, 1].</param>
    public sealed record VisitRow(int Visit, long AtRisk, long Converted, double NotYet, double Low, double High);

    public sealed record DayRow(int Days, long Converted);

    /// <param name="MedianDays">Of those who converted; absent where nobody did.</param>
    public sealed record Report(
        string Funnel,
        int Version,
        string Unit,
        string Definition,
        AsOf AsOf,
        IReadOnlyList<VisitRow> ByVisit,
        IReadOnlyList<DayRow> ByDays,
        int? MedianDays
    );

    public ReportRoute Route =>
        new(
            "time-to-convert",
            "How many visits and days it takes to convert, those who still may included.",
            Handle,
            typeof(Report),
            ReportParameters.OfSums(new ReportParameter("table", "Which table the CSV holds.", ByVisit, ByDays))
        )
        {
            Example = "?funnel=shop",
        };

    public IReadOnlyList<Measure> Measures => [ConversionsByVisit.AtRisk, ConversionsByVisit.Converted, AfterDays];

    public Task<IResult> Handle(ReportQuery query, ReportReader reports, CancellationToken cancellation) =>
        reports.Answer(
            query,
            new SumsOf(Measures),
            sums =>
                query.Choice("table") == ByDays
                    ? ReportTable.Of("days-to-convert", Days(sums))
                    : ReportTable.Of("time-to-convert", Visits(sums)),
            sums => new Report(
                sums.Funnel!.Name,
                sums.Funnel.Version,
                "visitors",
                Definition,
                sums.AsOf,
                Visits(sums),
                Days(sums),
                ReportSums.Median([.. Days(sums).Select(it => (it.Days, it.Converted))])
            ),
            cancellation
        );

    private static IReadOnlyList<VisitRow> Visits(ReportSums sums) =>
        KaplanMeier.Survival([
            .. Enumerable
                .Range(1, sums.Last(ConversionsByVisit.AtRisk))
                .Select(visit =>
                    (
                        sums[ConversionsByVisit.AtRisk, new Cell(visit)],
                        sums[ConversionsByVisit.Converted, new Cell(visit)]
                    )
                ),
        ]);

    internal static DayRow[] Days(ReportSums sums) =>
        [.. sums.Of(AfterDays).Select(it => new DayRow(it.Cell.Number1, it.Count))];
}
