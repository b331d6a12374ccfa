namespace JourneyEngine.Collection;

/// <summary>What an item must say of itself. Identify and alias carry a link and details, and are no interactions.</summary>
internal static class RequireType
{
    private const int Longest = 256;

    public static Arrival Step(Arrival arrival) => arrival.Kind switch
    {
        "identify" or "alias" => arrival,
        "group" => arrival.Refused("group calls are not collected"),
        "" => arrival.Refused("the item has no type"),
        { Length: > Longest } => arrival.Refused($"the type has more than {Longest} characters"),
        _ => arrival,
    };

    public static bool IsInteraction(string kind) => kind is not ("identify" or "alias");
}
