using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Learning;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Statistics;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
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
        + "visit number, each once, and those of them who accepted anything then. Rate: accepted of offered, with the "
        + "95 % Wilson interval. visit is the first visit number "
        + "of 1, 2, 3, 4 to 6, 7 and more. An offer whose window is still open counts as not accepted yet. from and to "
        + "choose visitors by the day of their first interaction, UTC. CSV: table=rows, holdouts or shadows.";

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

    /// <summary>A row of the comparison with the holdout; see <see cref="HoldoutRow.Visit"/>.</summary>
    private sealed record HoldoutVisit(
        string Slot,
        int From,
        long Offered,
        long Accepted,
        double? Rate,
        long HeldOutOffered,
        long HeldOutAccepted,
        double? HeldOutRate
    );

    public sealed record Report(
        string Unit,
        string Definition,
        AsOf AsOf,
        IReadOnlyList<Row> Rows,
        IReadOnlyList<HoldoutRow> Holdouts,
        IReadOnlyList<ShadowRow> Shadows
    );

    public ReportRoute Route =>
        new(
            "decisions",
            "What was decided and what became of it, against the holdout and beside the shadow.",
            Handle,
            typeof(Report),
            ReportParameters.OfSums(
                new ReportParameter("slot", "One slot only."),
                new ReportParameter("table", "Which table the CSV holds.", "rows", "holdouts", "shadows")
            )
        )
        {
            Example = "?slot=hero",
            Tag = "Personalization",
        };

    public IReadOnlyList<Measure> Measures => [.. OfferSums.All, .. HoldoutSums.All];

    public async Task<IResult> Handle(
        HttpRequest request,
        ClaimsPrincipal user,
        ReportReader reports,
        SiteConfiguration configuration,
        CancellationToken cancellation
    )
    {
        var query = ReportQuery.Of(request);
        var slots = await configuration.AllLatest<SlotDefined>(user.Site(), StreamNames.Slot(""), cancellation);
        if (query.Text("slot") is { } asked && slots.TrueForAll(it => it.Slot != asked))
            throw new UnacceptableException(
                $"There is no slot '{asked}'. Known are: {string.Join(", ", slots.Select(it => it.Slot))}.",
                StatusCodes.Status404NotFound
            );
        return await reports.Answer(
            user.Site(),
            query,
            new SumsOf(Measures) { Text1 = query.Text("slot") },
            sums => Table(Of(sums, slots), query.Choice("table")),
            sums => Of(sums, slots),
            cancellation
        );
    }

    private static ReportTable Table(Report report, string table) =>
        table switch
        {
            "holdouts" => ReportTable.Of(
                "holdouts",
                report.Holdouts.SelectMany(it =>
                    it.ByVisit.Select(visit => new HoldoutVisit(
                        it.Slot,
                        visit.From,
                        visit.Offered,
                        visit.Accepted,
                        visit.Rate,
                        visit.HeldOutOffered,
                        visit.HeldOutAccepted,
                        visit.HeldOutRate
                    ))
                )
            ),
            "shadows" => ReportTable.Of("shadows", report.Shadows),
            _ => ReportTable.Of("decisions", report.Rows),
        };

    private static Report Of(ReportSums sums, IReadOnlyList<SlotDefined> slots)
    {
        var cells = OfferSums.Cells(sums);
        var rows = Rows(cells);
        var holdouts = slots
            .Where(it => it.Holdout > 0)
            .Select(slot =>
                HoldoutRow.Of(
                    slot,
                    HoldoutSums.Read(sums, slot.Slot, heldOut: false),
                    HoldoutSums.Read(sums, slot.Slot, heldOut: true)
                )
            );
        return new Report("decisions", Definition, sums.AsOf, rows, [.. holdouts.OfType<HoldoutRow>()], Shadows(cells));
    }

    internal static IReadOnlyList<Row> Rows(IReadOnlyList<(OfferCell Cell, long Count)> cells) =>
        [
            .. cells
                .Where(it => it.Cell.What != OfferSums.Compared && it.Cell.What != OfferSums.Agreed)
                .GroupBy(it =>
                    (
                        it.Cell.Slot,
                        it.Cell.HeldOut,
                        it.Cell.Stage,
                        Visit: VisitBucket.Of(it.Cell.Visit),
                        it.Cell.Content
                    )
                )
                .OrderBy(it => it.Key.Slot, StringComparer.Ordinal)
                .ThenBy(it => it.Key.HeldOut)
                .ThenBy(it => it.Key.Visit)
                .ThenBy(it => it.Key.Stage, StringComparer.Ordinal)
                .ThenBy(it => it.Key.Content, StringComparer.Ordinal)
                .Select(it =>
                {
                    var (offered, accepted) = (Sum(it, OfferSums.Offered), Sum(it, OfferSums.Accepted));
                    var interval = Wilson.Interval(accepted, offered);
                    return new Row(
                        it.Key.Slot,
                        it.Key.Content,
                        it.Key.Stage,
                        it.Key.Visit,
                        it.Key.HeldOut,
                        offered,
                        Sum(it, OfferSums.Shown),
                        accepted,
                        Sum(it, OfferSums.Declined),
                        offered == 0 ? null : (double)accepted / offered,
                        interval?.Low,
                        interval?.High
                    );
                }),
        ];

    private static IReadOnlyList<ShadowRow> Shadows(IReadOnlyList<(OfferCell Cell, long Count)> cells) =>
        [
            .. cells
                .Where(it => !it.Cell.HeldOut)
                .GroupBy(it => it.Cell.Slot)
                .OrderBy(it => it.Key, StringComparer.Ordinal)
                .Select(it => (Slot: it.Key, Compared: Sum(it, OfferSums.Compared), Agreed: Sum(it, OfferSums.Agreed)))
                .Where(it => it.Compared > 0)
                .Select(it => new ShadowRow(it.Slot, it.Compared, it.Agreed, (double)it.Agreed / it.Compared)),
        ];

    private static long Sum(IEnumerable<(OfferCell Cell, long Count)> cells, Measure what) =>
        cells.Where(it => it.Cell.What == what).Sum(it => it.Count);
}
