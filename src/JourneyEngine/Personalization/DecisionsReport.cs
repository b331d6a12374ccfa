using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Personalization.Holdouts;
using JourneyEngine.Personalization.Slots;
using JourneyEngine.Reports;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Personalization;

/// <summary>What was decided, and what became of it: by content, stage and visit number, against the holdout, and
/// beside the policy in the shadow.</summary>
public sealed class DecisionsReport : IReport
{
    private const string Definition =
        "Offered: decisions about visitors who may be personalised, each once; shown: those that the app reported as "
        + "shown; accepted and declined: those that the visitor "
        + "answered within the slot's window, before the next decision in the slot. Against the holdout visitors are "
        + "compared, not decisions: those who were offered something at a "
        + "visit number, each once, and those of them who accepted anything then; apart by the share that was held out, "
        + "without those who had been on both sides by then (inBothArms). Rate: accepted of offered, with the "
        + "95 % Wilson interval. visit is the first visit number "
        + "of 1, 2, 3, 4 to 6, 7 and more. An offer whose window is still open counts as not accepted yet. "
        + ReportParameters.Cohorts
        + " CSV: table=rows, holdouts, shadows or crowds.";

    /// <param name="Visit">First visit number of the bucket.</param>
    /// <param name="HeldOut">Whether these are the decisions of the holdout, who see the default.</param>
    /// <param name="Rate">Accepted of offered, in [0, 1].</param>
    public sealed record Row(
        string Slot,
        string Content,
        string? Stage,
        int Visit,
        bool HeldOut,
        long Offered,
        long Shown,
        long Accepted,
        long Declined,
        double? Rate,
        double? Low,
        double? High
    );

    /// <param name="Compared">Decisions that the policy in the shadow made, too; those of the holdout, which no policy
    /// makes, are left out.</param>
    /// <param name="Agreed">Those of them where it would have offered the same.</param>
    public sealed record ShadowRow(string Slot, long Compared, long Agreed, double Share);

    public sealed record Report(
        string Unit,
        string Definition,
        AsOf AsOf,
        IReadOnlyList<Row> Rows,
        IReadOnlyList<HoldoutRow> Holdouts,
        IReadOnlyList<ShadowRow> Shadows,
        IReadOnlyList<CrowdRow> Crowds
    );

    public ReportRoute Route =>
        new(
            "decisions",
            "What was decided and what became of it, against the holdout and beside the shadow.",
            Handle,
            typeof(Report),
            ReportParameters
                .OfSums(
                    new ReportParameter("slot", "One slot only."),
                    new ReportParameter("table", "Which table the CSV holds.", "rows", "holdouts", "shadows", "crowds")
                )
                .Without("funnel")
        )
        {
            Example = "?slot=hero",
            Tag = "Personalization",
        };

    public IReadOnlyList<Measure> Measures => [.. OfferSums.All, .. HoldoutSums.All];

    public async Task<IResult> Handle(
        ReportQuery query,
        ReportReader reports,
        SiteConfiguration configuration,
        CancellationToken cancellation
    )
    {
        var slots = await configuration.AllLatest<SlotDefined>(query.Site, StreamNames.Slot(""), cancellation);
        if (query.Text("slot") is { } asked && slots.TrueForAll(it => it.Slot != asked))
            throw new UnacceptableException(
                $"There is no slot '{asked}'. Known are: {string.Join(", ", slots.Select(it => it.Slot))}.",
                StatusCodes.Status404NotFound
            );
        var order = await StageOrder.Read(configuration, query.Site, cancellation);
        return await reports.Answer(
            query,
            new SumsOf(Measures) { Text1 = query.Text("slot") },
            sums => DecisionTables.Of(Of(sums, slots, order), query.Choice("table")),
            sums => Of(sums, slots, order),
            cancellation
        );
    }

    private static Report Of(ReportSums sums, IReadOnlyList<SlotDefined> slots, StageOrder order)
    {
        var cells = OfferSums.Cells(sums);
        var rows = DecisionRows.All(cells, order);
        return new Report(
            "decisions",
            Definition,
            sums.AsOf,
            rows,
            [.. HoldoutRegime.Rows(sums, slots)],
            DecisionRows.Shadows(cells),
            [.. CrowdRow.All(cells, slots)]
        );
    }
}
