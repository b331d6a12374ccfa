using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;

namespace JourneyEngine.Personalization;

/// <summary>Offers by slot, content, stage and visit number, and what became of them.</summary>
public static class OfferSums
{
    public static readonly Measure Offered = OfOffers("offered", _ => true);
    public static readonly Measure Shown = OfOffers("shown", it => it.Offer.Shown);
    public static readonly Measure Accepted = OfOffers("accepted", it => it.Accepted);
    public static readonly Measure Declined = OfOffers("declined", it => it.Declined);
    public static readonly Measure Compared = OfOffers("compared", it => it.Offer.Agreed is not null);
    public static readonly Measure Agreed = OfOffers("agreed", it => it.Offer.Agreed == true);

    /// <summary>Of what is offered, what nothing is learned from; see <see cref="OfferOutcome.Crowded"/>.</summary>
    public static readonly Measure Crowded = OfOffers("crowded", it => it.Crowded);

    /// <summary>Of what is accepted, what no slot learns; see <see cref="OfferOutcome.AcceptedInCrowd"/>.</summary>
    public static readonly Measure AcceptedInCrowd = OfOffers("accepted_in_crowd", it => it.AcceptedInCrowd);

    private static readonly Func<MeasuredJourney, IReadOnlyList<OfferOutcome>> Learned = LearnedFrom;

    /// <summary>Of the offers themselves.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [Offered, Shown, Accepted, Declined, Compared, Agreed, Crowded, AcceptedInCrowd];

    public static IReadOnlyList<(OfferCell Cell, long Count)> Cells(ReportSums sums) =>
        [
            .. sums
                .Counts.Where(it => All.Contains(it.Key.Measure))
                .Select(it => (Of(it.Key.Measure, it.Key.Cell), it.Value)),
        ];

    public static OfferCell Of(Measure what, Cell cell) =>
        new(cell.Text1, cell.Number1 == 1, what, cell.Text2, cell.Text3.Length == 0 ? null : cell.Text3, cell.Number2);

    /// <remarks>Whoever refused to be personalised is no longer learned from.</remarks>
    internal static IReadOnlyList<OfferOutcome> LearnedOf(MeasuredJourney journey) => journey.Once(Learned);

    private static OfferOutcome[] LearnedFrom(MeasuredJourney of) =>
        of.Journey.Offers.IsEmpty || of.Journey.Consents.Of(Purpose.Personalize) == false
            ? []
            : [.. Outcomes.Of(of.Journey, of.Rules)];

    private static Measure OfOffers(string name, Func<OfferOutcome, bool> counts) =>
        Measure.OfVisitor(
            name,
            1,
            ["held_out", "visit"],
            of =>
                of.Journey.Offers.IsEmpty
                    ? []
                    : LearnedOf(of)
                        .Where(counts)
                        .Select(it =>
                            new Cell(it.Offer.HeldOut ? 1 : 0, it.Offer.Visit).With(
                                it.Offer.Slot,
                                it.Offer.Content,
                                it.Offer.Stage
                            )
                        ),
            ["slot", "content", "stage"]
        );
}
