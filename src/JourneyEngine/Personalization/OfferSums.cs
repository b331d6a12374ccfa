using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Learning;
using JourneyEngine.Reports;

namespace JourneyEngine.Personalization;

/// <summary>Which offers are counted together.</summary>
/// <param name="What">What is counted of them; see <see cref="OfferSums"/>.</param>
/// <param name="Stage">Absent before the first evidence.</param>
public readonly record struct OfferCell(string Slot, bool HeldOut, string What, string Content, string? Stage, int Visit);

/// <summary>What journeys put into the sums behind decisions: offers by slot, content, stage and visit number, and what became of them.</summary>
/// <remarks>The name of a tally holds the parts of a cell, a line each: names of slots and contents hold no line break.</remarks>
public static class OfferSums
{
    public const string Offered = "offered";
    public const string Shown = "shown";
    public const string Accepted = "accepted";
    public const string Declined = "declined";
    public const string Compared = "compared";
    public const string Agreed = "agreed";
    public const string Visitors = "visitors";

    /// <summary>Visitors who were offered something in a bucket of visit numbers; each once.</summary>
    public const string Reached = "reached";

    /// <summary>Those of them who accepted anything in it.</summary>
    public const string Won = "won";

    /// <summary>Visitors who were offered something in both of two buckets.</summary>
    public const string ReachedBoth = "reached both";

    /// <summary>Those of them who accepted in the first, in the second, in both.</summary>
    public const string WonFirst = "won first";
    public const string WonSecond = "won second";
    public const string WonBoth = "won both";

    private const int FirstBucket = 10;
    private const string Prefix = "offer\n";
    private const int Parts = 6;

    /// <remarks>Whoever refused to be personalised is no longer learned from.</remarks>
    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules)
    {
        if (journey.Offers.IsEmpty || journey.Consents.Of(Purpose.Personalize) == false)
            yield break;
        var (day, outcomes) = (Tallies.CohortDay(journey), Outcomes.Of(journey, rules).ToArray());
        foreach (var outcome in outcomes)
        {
            foreach (var what in Of(outcome))
                yield return Name(outcome.Offer, what, day);
        }

        foreach (var of in outcomes.GroupBy(it => (it.Offer.Slot, it.Offer.HeldOut)))
        {
            foreach (var (what, key) in OfVisitor(of))
                yield return Name(of.First().Offer with { Content = "", Stage = null, Visit = key }, what, day);
        }
    }

    /// <summary>
    /// What one visitor's offers in a slot put into the comparison with the holdout: the visitor is counted, not the decisions, which are alike; pairs of buckets tell how much
    /// a visitor who accepts in one accepts in another, too.
    /// </summary>
    internal static IEnumerable<(string What, int Key)> OfVisitor(IEnumerable<OfferOutcome> outcomes)
    {
        yield return (Visitors, 0);
        var buckets = outcomes.GroupBy(it => VisitBucket.Of(it.Offer.Visit)).OrderBy(it => it.Key).Select(it => (it.Key, Won: it.Any(one => one.Accepted))).ToArray();
        for (var i = 0; i < buckets.Length; i++)
        {
            yield return (Reached, buckets[i].Key);
            if (buckets[i].Won)
                yield return (Won, buckets[i].Key);
            foreach (var second in buckets[(i + 1)..])
            {
                var pair = Pair(buckets[i].Key, second.Key);
                yield return (ReachedBoth, pair);
                if (buckets[i].Won)
                    yield return (WonFirst, pair);
                if (second.Won)
                    yield return (WonSecond, pair);
                if (buckets[i].Won && second.Won)
                    yield return (WonBoth, pair);
            }
        }
    }

    internal static int Pair(int first, int second) => (first * FirstBucket) + second;

    /// <summary>What the names of the tallies of a slot, or of all slots, begin with.</summary>
    public static string PrefixOf(string? slot) => slot is null ? Prefix : $"{Prefix}{slot}\n";

    internal static IReadOnlyList<(OfferCell Cell, long Count)> Cells(ReportSums sums) => [.. sums.Counts.Select(it => (Read(it.Key.Name, it.Key.Key), it.Value))];

    public static OfferCell Read(string name, int key)
    {
        var parts = name.Split('\n', Parts);
        return new OfferCell(parts[1], parts[2] == "1", parts[3], parts[4], parts.Length < Parts ? null : parts[5], key);
    }

    private static Tally Name(Offer offer, string what, int day) => new(
        $"{Prefix}{offer.Slot}\n{(offer.HeldOut ? 1 : 0)}\n{what}\n{offer.Content}{(offer.Stage is null ? "" : "\n" + offer.Stage)}", "", 0, day, offer.Visit);

    private static IEnumerable<string> Of(OfferOutcome outcome)
    {
        yield return Offered;
        if (outcome.Offer.Shown)
            yield return Shown;
        if (outcome.Accepted)
            yield return Accepted;
        if (outcome.Declined)
            yield return Declined;
        if (outcome.Offer.Agreed is not null)
            yield return Compared;
        if (outcome.Offer.Agreed == true)
            yield return Agreed;
    }
}
