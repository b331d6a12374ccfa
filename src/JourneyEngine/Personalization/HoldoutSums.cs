using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Learning;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;

namespace JourneyEngine.Personalization;

/// <summary>
/// What the comparison with the holdout rests on: the visitor is counted, not the decisions, which are alike; pairs of
/// buckets of visit numbers tell how much a visitor who accepts in one accepts in another, too.
/// </summary>
public static class HoldoutSums
{
    public static readonly Measure Visitors = OfSlots("offered_visitors", () => Visitors);

    /// <summary>Visitors who were offered something in a bucket; each once.</summary>
    public static readonly Measure Reached = OfSlots("offered_in", () => Reached, "bucket");

    /// <summary>Those of them who accepted anything in it.</summary>
    public static readonly Measure Won = OfSlots("accepted_in", () => Won, "bucket");

    /// <summary>Visitors who were offered something in both of two buckets.</summary>
    public static readonly Measure ReachedBoth = OfSlots("offered_in_both", () => ReachedBoth, "first", "second");

    /// <summary>Those of them who accepted in the first.</summary>
    public static readonly Measure WonFirst = OfSlots("accepted_in_first", () => WonFirst, "first", "second");

    /// <summary>Those of them who accepted in the second.</summary>
    public static readonly Measure WonSecond = OfSlots("accepted_in_second", () => WonSecond, "first", "second");

    /// <summary>Those of them who accepted in both.</summary>
    public static readonly Measure WonBoth = OfSlots("accepted_in_both", () => WonBoth, "first", "second");

    private static readonly Func<MeasuredJourney, ILookup<Measure, Cell>> Counted = CountedOf;

    public static IReadOnlyList<Measure> All { get; } =
    [Visitors, Reached, Won, ReachedBoth, WonFirst, WonSecond, WonBoth];

    /// <summary>What one visitor's offers in a slot count for; buckets are named by their first visit number, 0 stands
    /// for none.</summary>
    public static IEnumerable<(Measure What, int First, int Second)> OfVisitor(IEnumerable<OfferOutcome> outcomes)
    {
        yield return (Visitors, 0, 0);
        var buckets = outcomes
            .GroupBy(it => VisitBucket.Of(it.Offer.Visit))
            .OrderBy(it => it.Key)
            .Select(it => (it.Key, Won: it.Any(one => one.Accepted)))
            .ToArray();
        for (var i = 0; i < buckets.Length; i++)
        {
            var first = buckets[i];
            yield return (Reached, first.Key, 0);
            if (first.Won)
                yield return (Won, first.Key, 0);
            foreach (var second in buckets[(i + 1)..])
            {
                yield return (ReachedBoth, first.Key, second.Key);
                if (first.Won)
                    yield return (WonFirst, first.Key, second.Key);
                if (second.Won)
                    yield return (WonSecond, first.Key, second.Key);
                if (first.Won && second.Won)
                    yield return (WonBoth, first.Key, second.Key);
            }
        }
    }

    internal static Dictionary<(Measure What, int First, int Second), long> Read(
        ReportSums sums,
        string slot,
        bool heldOut
    ) =>
        sums
            .Counts.Where(it =>
                it.Key.Cell.Text1 == slot && it.Key.Cell.Number1 == (heldOut ? 1 : 0) && All.Contains(it.Key.Measure)
            )
            .ToDictionary(it => (it.Key.Measure, it.Key.Cell.Number2, it.Key.Cell.Number3), it => it.Value);

    private static ILookup<Measure, Cell> CountedOf(MeasuredJourney of) =>
        OfferSums
            .LearnedOf(of)
            .GroupBy(it => (it.Offer.Slot, it.Offer.HeldOut))
            .SelectMany(group =>
                OfVisitor(group)
                    .Select(it =>
                        (it.What, Cell: new Cell(group.Key.HeldOut ? 1 : 0, it.First, it.Second).With(group.Key.Slot))
                    )
            )
            .ToLookup(it => it.What, it => it.Cell);

    private static Measure OfSlots(string name, Func<Measure?> self, params string[] buckets) =>
        Measure.OfVisitor(
            name,
            1,
            ["held_out", .. buckets],
            of => of.Journey.Offers.IsEmpty ? [] : of.Once(Counted)[self()!],
            ["slot"]
        );
}
