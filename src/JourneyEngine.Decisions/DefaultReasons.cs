using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conditions;

namespace JourneyEngine.Decisions;

/// <summary>Why a slot answers its default, for the developer of the app: in words that stay the same, up to the colon
/// where there is one.</summary>
public static class DefaultReasons
{
    public const string NoConsent = "no consent to personalize";
    public const string NotProved = "identity not proved";
    public const string NeverSeen = "never seen";
    public const string HeldOut = "held out";
    public const string FixedPolicy = "fixed policy";
    public const string NoContentFits = "no content fits";
    public const string TooManyNewVisitors = "too many new visitors from this address";
    public const string Overloaded = "overloaded";

    /// <summary>A definition has up to 200 contents, and an answer is read by a person.</summary>
    private const int MostTold = 10;

    /// <param name="slot">In the version by which it was decided.</param>
    /// <returns>Null where a content was chosen.</returns>
    public static string? Of(SlotDefined slot, ContentOffered offered) =>
        offered.Snapshot.Visits == 0 ? NeverSeen
        : offered.HeldOut ? HeldOut
        : offered.Policy == Policies.Fixed ? FixedPolicy
        : offered.Eligible.Length == 0 ? NothingFits(slot, offered.Snapshot)
        : null;

    /// <remarks>Conditions are named and not what was seen of the visitor: whoever asks learns no more than that the
    /// content is not shown.</remarks>
    private static string NothingFits(SlotDefined slot, Snapshot snapshot)
    {
        if (slot.Contents.Length == 0)
            return $"{NoContentFits}: the slot has none besides its default";
        string[] ruledOut =
        [
            .. slot
                .Contents.Select(it => (it.Name, Members: Failing(slot, it, snapshot).ToArray()))
                .Where(it => it.Members.Length > 0)
                .Select(it => $"{it.Name} ({string.Join(", ", it.Members)})"),
        ];
        var more = ruledOut.Length - MostTold;
        return $"{NoContentFits}: {string.Join("; ", ruledOut.Take(MostTold))}{(more > 0 ? $"; and {more} more" : "")}";
    }

    private static IEnumerable<string> Failing(SlotDefined slot, Content content, Snapshot snapshot) =>
        ConditionCatalog
            .All.Where(it => it.Applies(slot, content) && !it.Holds(slot, content, snapshot))
            .Select(it => it.FailingMember(content, snapshot));
}
