using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Personalization.Slots;
using JourneyEngine.Reports;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Personalization;

/// <summary>Which content goes to whom over the relationship, and how it is taken: by stage and visit number.</summary>
public sealed class ContentReport : IReport
{
    private const string Definition =
        "Offered: decisions for the content about visitors who may be personalised, the holdout left out; share: of "
        + "all offers of the slot at that stage and visit number. Rate: accepted of offered, with the "
        + "95 % Wilson interval. visit is the first visit number of 1, 2, 3, 4 to 6, 7 and more; stage is absent "
        + "before the first evidence. "
        + ReportParameters.Cohorts;

    /// <param name="Visit">First visit number of the bucket.</param>
    /// <param name="Share">Of the slot's offers at that stage and visit number, in [0, 1].</param>
    /// <param name="Rate">Accepted of offered, in [0, 1].</param>
    public sealed record Row(
        string Slot,
        string Content,
        string? Stage,
        int Visit,
        long Offered,
        double Share,
        long Shown,
        long Accepted,
        long Declined,
        double? Rate,
        double? Low,
        double? High
    );

    public sealed record Report(string Unit, string Definition, AsOf AsOf, IReadOnlyList<Row> Rows);

    public ReportRoute Route =>
        new(
            "content",
            "Which content goes to whom over the relationship, and how it is taken.",
            Handle,
            typeof(Report),
            ReportParameters.OfSums(new ReportParameter("slot", "One slot only.")).Without("funnel")
        )
        {
            Tag = "Personalization",
            Problems = [422, 503],
        };

    public IReadOnlyList<Measure> Measures => OfferSums.All;

    public async Task<IResult> Handle(
        ReportQuery query,
        ReportReader reports,
        SiteConfiguration configuration,
        CancellationToken cancellation
    )
    {
        var order = await StageOrder.Read(configuration, query.Site, cancellation);
        return await reports.Answer(
            query,
            new SumsOf(Measures) { Text1 = query.Text("slot") },
            sums => ReportTable.Of("content", Rows(sums, order)),
            sums => new Report("decisions", Definition, sums.AsOf, Rows(sums, order)),
            cancellation
        );
    }

    private static Row[] Rows(ReportSums sums, StageOrder order) =>
        [
            .. DecisionRows
                .All(OfferSums.Cells(sums), order)
                .Where(it => !it.HeldOut && it.Offered > 0)
                .GroupBy(it => (it.Slot, it.Stage, it.Visit))
                .SelectMany(place =>
                {
                    var all = place.Sum(it => it.Offered);
                    return place.Select(it => new Row(
                        it.Slot,
                        it.Content,
                        it.Stage,
                        it.Visit,
                        it.Offered,
                        (double)it.Offered / all,
                        it.Shown,
                        it.Accepted,
                        it.Declined,
                        it.Rate,
                        it.Low,
                        it.High
                    ));
                })
                .OrderBy(it => it.Slot, StringComparer.Ordinal)
                .ThenBy(it => it.Content, StringComparer.Ordinal),
        ];
}
