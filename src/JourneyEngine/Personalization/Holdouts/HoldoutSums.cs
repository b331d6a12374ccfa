using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Learning;
using JourneyEngine.Decisions.Measures;

namespace JourneyEngine.Personalization.Holdouts;

/// <summary>
/// What the comparison with the holdout rests on: the visitor is counted, not the decisions, which are alike; pairs of
/// buckets of visit numbers tell how much a visitor who accepts in one accepts in another, too. What was decided while
/// different shares were held out is counted apart.
/// </summary>
public static class HoldoutSums
{
    /// <summary>Visitors by the side that they were put on first, and the share in force then; each once.</summary>
    public static readonly Measure Assigned = OfSlots("assigned", 1, () => Assigned);

    /// <summary>Visitors who were offered something while the share was in force, and had been on both sides by
    /// then: they are counted in nothing below.</summary>
    public static readonly Measure InBothArms = OfSlots("in_both_arms", 1, () => InBothArms);

    public static readonly Measure Visitors = OfSlots("offered_visitors", 2, () => Visitors);

    /// <summary>Visitors who were offered something in a bucket; each once.</summary>
    public static readonly Measure Reached = OfSlots("offered_in", 2, () => Reached, "bucket");

    /// <summary>Those of them who accepted anything in it.</summary>
    public static readonly Measure Won = OfSlots("accepted_in", 2, () => Won, "bucket");

    /// <summary>Visitors who were offered something in both of two buckets.</summary>
    public static readonly Measure ReachedBoth = OfSlots("offered_in_both", 2, () => ReachedBoth, "first", "second");

    /// <summary>Those of them who accepted in the first.</summary>
    public static readonly Measure WonFirst = OfSlots("accepted_in_first", 2, () => WonFirst, "first", "second");

    /// <summary>Those of them who accepted in the second.</summary>
    public static readonly Measure WonSecond = OfSlots("accepted_in_second", 2, () => WonSecond, "first", "second");

    /// <summary>Those of them who accepted in both.</summary>
    public static readonly Measure WonBoth = OfSlots("accepted_in_both", 2, () => WonBoth, "first", "second");

    private static readonly Func<MeasuredJourney, ILookup<Measure, Cell>> Counted = CountedOf;

    public static IReadOnlyList<Measure> All { get; } =
    [Assigned, InBothArms, Visitors, Reached, Won, ReachedBoth, WonFirst, WonSecond, WonBoth];

    /// <summary>What one visitor's offers in a slot count for.</summary>
    /// <param name="outcomes">By time.</param>
    public static IEnumerable<HoldoutCount> OfSlot(IReadOnlyList<OfferOutcome> outcomes)
    {
        var first = outcomes[0].Offer;
        var assigned = HoldoutCount.Text(first.HoldoutShare);
        yield return new HoldoutCount(Assigned, first.HeldOut, assigned, assigned);
        foreach (var regime in outcomes.Index().GroupBy(it => it.Item.Offer.HoldoutShare))
        {
            // What another share does to a visitor later leaves the figures of this one as they are.
            var soFar = outcomes.Take(regime.Last().Index + 1).Select(it => it.Offer).ToArray();
            var (share, seen) = (HoldoutCount.Text(regime.Key), HoldoutCount.SeenOf(soFar));
            var of = new HoldoutCount(InBothArms, first.HeldOut, share, seen);
            if (soFar.Any(it => it.HeldOut != first.HeldOut))
                yield return of;
            else
                foreach (var (what, one, other) in OfVisitor(regime.Select(it => it.Item)))
                    yield return of with
                    {
                        What = what,
                        First = one,
                        Second = other,
                    };
        }
    }

    /// <summary>What the offers of one visitor, on one side, count for; buckets are named by their first visit number, 0
    /// stands for none.</summary>
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

    private static ILookup<Measure, Cell> CountedOf(MeasuredJourney of) =>
        OfferSums
            .LearnedOf(of)
            .GroupBy(it => it.Offer.Slot)
            .SelectMany(slot => OfSlot([.. slot]).Select(it => (it.What, Cell: it.CellOf(slot.Key))))
            .ToLookup(it => it.What, it => it.Cell);

    private static Measure OfSlots(string name, int version, Func<Measure?> self, params string[] buckets) =>
        Measure.OfVisitor(
            name,
            version,
            ["held_out", .. buckets],
            of => of.Journey.Offers.IsEmpty ? [] : of.Once(Counted)[self()!],
            ["slot", "share", "seen"]
        );
}
