using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Conversions;

/// <summary>Conversion by visit number: a first visit is never compared with a return.</summary>
public sealed class ConversionsByVisit : IReport
{
    public static readonly Measure Reached = Measure.OfFunnel(
        "reached",
        1,
        ["visit"],
        (of, _) => Visits(of.Journey.Visits.Length)
    );

    public static readonly Measure AtRisk = Measure.OfFunnel(
        "at_risk",
        1,
        ["visit"],
        (of, funnel) => Visits(funnel.ConvertedInVisit ?? of.Journey.Visits.Length)
    );

    public static readonly Measure Converted = Measure.OfFunnel(
        "converted",
        1,
        ["visit"],
        (_, funnel) => funnel.ConvertedInVisit is { } visit ? [new Cell(visit)] : []
    );

    private const string Definition =
        "At risk at visit k: visitors who reached visit k and did not convert in an earlier one. Rate at visit k: "
        + "those who converted in visit k, of those at risk at k, with the 95 % Wilson interval. Who reaches the goal, or "
        + "a stage beyond it, has converted. "
        + ReportParameters.Cohorts
        + " unit=attempts counts attempts instead. mix=70,20,10 gives the standardised rate at that mix of visit 1, 2 "
        + "and 3.";

    /// <param name="Rate">Share of those at risk who converted in this visit, in [0, 1]; absent where nobody was at
    /// risk.</param>
    public sealed record Row(
        int Visit,
        long Reached,
        long AtRisk,
        long Converted,
        double? Rate,
        double? Low,
        double? High
    );

    /// <summary>Visitors (or attempts) that converted in any visit, of all.</summary>
    public sealed record Pooled(long Visitors, long Converted, double? Rate, double? Low, double? High, string Warning);

    public sealed record Report(
        string Funnel,
        int Version,
        string Unit,
        string Definition,
        AsOf AsOf,
        IReadOnlyList<Row> Rows,
        Pooled Pooled,
        Standardised Standardised
    );

    public ReportRoute Route =>
        new(
            "conversion-by-visit",
            "Conversion by visit number, with who was at risk and how sure each rate is.",
            Handle,
            typeof(Report),
            ReportParameters.OfSums(
                new ReportParameter("unit", "What is counted.", "visitors", AttemptsByVisit.Unit),
                new ReportParameter(
                    "mix",
                    "Weights of visit 1, 2 and so on for the standardised rate, such as 70,20,10."
                )
            )
        )
        {
            Example = "?funnel=shop&wait=true",
        };

    public IReadOnlyList<Measure> Measures => [Reached, AtRisk, Converted, AttemptsByVisit.Attempt];

    public static async Task<IResult> Handle(ReportQuery query, ReportReader reports, CancellationToken cancellation)
    {
        var (attempts, mix) = (query.Choice("unit") == AttemptsByVisit.Unit, VisitMix.Asked(query.Text("mix")));
        return attempts
            ? await reports.Answer(
                query,
                new SumsOf(AttemptsByVisit.Attempt),
                sums => ReportTable.Of("conversion-by-visit", AttemptsByVisit.Rows(sums)),
                sums => Of(sums, AttemptsByVisit.Unit, AttemptsByVisit.Definition, AttemptsByVisit.Rows(sums), mix),
                cancellation
            )
            : await reports.Answer(
                query,
                new SumsOf(Reached, AtRisk, Converted),
                sums => ReportTable.Of("conversion-by-visit", VisitRates.Rows(sums)),
                sums => Of(sums, "visitors", Definition, VisitRates.Rows(sums), mix),
                cancellation
            );
    }

    private static Report Of(
        ReportSums sums,
        string unit,
        string definition,
        IReadOnlyList<Row> rows,
        IReadOnlyList<MixShare>? mix
    ) =>
        new(
            sums.Funnel!.Name,
            sums.Funnel.Version,
            unit,
            definition,
            sums.AsOf,
            rows,
            VisitRates.Pooled(rows),
            VisitRates.Standardised(rows, mix)
        );

    private static IEnumerable<Cell> Visits(int last) => Enumerable.Range(1, last).Select(visit => new Cell(visit));
}
