using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Store;

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

    private const string Prefix = "offer\n";
    private const int Parts = 6;

    /// <remarks>Whoever refused to be personalised is no longer learned from.</remarks>
    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules)
    {
        if (journey.Offers.IsEmpty || journey.Consents.Of(Purpose.Personalize) == false)
            yield break;
        var (day, seen) = (Tallies.CohortDay(journey), new HashSet<(string, bool)>());
        foreach (var outcome in Outcomes.Of(journey, rules))
        {
            foreach (var what in Of(outcome))
                yield return Name(outcome.Offer, what, day);
            if (seen.Add((outcome.Offer.Slot, outcome.Offer.HeldOut)))
                yield return Name(outcome.Offer with { Content = "", Stage = null, Visit = 0 }, Visitors, day);
        }
    }

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
