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
    public const string Overloaded = "overloaded";
    public const string NotCollected = "not collected";

    /// <param name="slot">In the version by which it was decided.</param>
    /// <returns>Null where a content was chosen.</returns>
    public static string? Of(SlotDefined slot, ContentOffered offered) =>
        offered.Snapshot.Visits == 0 ? NeverSeen
        : offered.HeldOut ? HeldOut
        : offered.Policy == Policies.Fixed ? FixedPolicy
        : offered.Eligible.Length == 0 ? NothingFits(slot, offered.Snapshot)
        : null;

    /// <remarks>Whoever has the key of a page hears neither which contents there are nor what one of them says of the
    /// visitor: kinds of conditions, each once.</remarks>
    private static string NothingFits(SlotDefined slot, Snapshot snapshot) =>
        slot.Contents.Length == 0
            ? $"{NoContentFits}: the slot has none besides its default"
            : $"{NoContentFits}: {string.Join(", ", RuledOutBy(slot, snapshot).Distinct().Order(StringComparer.Ordinal))}";

    private static IEnumerable<string> RuledOutBy(SlotDefined slot, Snapshot snapshot) =>
        from content in slot.Contents
        from condition in ConditionCatalog.All
        where condition.Applies(slot, content) && !condition.Holds(slot, content, snapshot)
        select condition.RuledOutBy(content, snapshot);
}
