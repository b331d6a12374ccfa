namespace JourneyEngine.Collection.Steps;

/// <summary>What an item must say of itself. Identify and alias carry a link and details, and are no
/// interactions.</summary>
internal static class RequireType
{
    private const int Longest = 256;

    public static PendingEvent Step(PendingEvent pending) =>
        pending.Kind switch
        {
            "identify" or "alias" => pending,
            "group" => pending.Refused("group calls are not collected"),
            "" => pending.Refused("the item has no type"),
            { Length: > Longest } => pending.Refused($"the type has more than {Longest} characters"),
            _ => pending,
        };

    public static bool IsInteraction(string kind) => kind is not ("identify" or "alias");
}
