using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Statistics;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Privacy;

/// <summary>What visitors agreed to and refused, by purpose.</summary>
public sealed class ConsentReport : IReport
{
    /// <summary>Everybody who counts.</summary>
    public static readonly Measure Counted = Measure.OfVisitor("counted", 1, [], _ => [Cell.Only]);

    public static readonly Measure Chosen = Measure.OfVisitor(
        "consent",
        1,
        ["granted"],
        it => it.Journey.Consents.Select(one => new Cell(one.Granted ? 1 : 0).With(one.Purpose)),
        ["purpose"]
    );

    private const string Definition =
        "Visitors by their latest choice about each purpose; unsaid: those who have not chosen. Whoever refused to be "
        + "measured is in no report, so not in this one either. "
        + "Share: granted of those who chose, with the 95 % Wilson interval. "
        + ReportParameters.Cohorts;

    /// <param name="Share">Granted of granted and refused, in [0, 1]; absent where nobody chose.</param>
    public sealed record Row(
        string Purpose,
        long Granted,
        long Refused,
        long Unsaid,
        double? Share,
        double? Low,
        double? High
    );

    public sealed record Report(string Unit, string Definition, AsOf AsOf, long Visitors, IReadOnlyList<Row> Rows);

    public ReportRoute Route =>
        new(
            "consent",
            "What visitors agreed to and refused, by purpose.",
            Handle,
            typeof(Report),
            ReportParameters.OfSums().Without("funnel")
        )
        {
            Problems = [422, 503],
        };

    public IReadOnlyList<Measure> Measures => [Counted, Chosen];

    public Task<IResult> Handle(ReportQuery query, ReportReader reports, CancellationToken cancellation) =>
        reports.Answer(
            query,
            new SumsOf(Measures),
            sums => ReportTable.Of("consent", Rows(sums)),
            sums => new Report("visitors", Definition, sums.AsOf, sums[Counted], Rows(sums)),
            cancellation
        );

    private static Row[] Rows(ReportSums sums) =>
        [
            .. sums.Texts(Chosen)
                .Order(StringComparer.Ordinal)
                .Select(purpose =>
                    RowOf(
                        purpose,
                        sums[Chosen, new Cell(1).With(purpose)],
                        sums[Chosen, new Cell(0).With(purpose)],
                        sums[Counted]
                    )
                ),
        ];

    private static Row RowOf(string purpose, long granted, long refused, long visitors)
    {
        var (chose, interval) = (granted + refused, Wilson.Interval(granted, granted + refused));
        return new Row(
            purpose,
            granted,
            refused,
            visitors - chose,
            chose == 0 ? null : (double)granted / chose,
            interval?.Low,
            interval?.High
        );
    }
}
