namespace JourneyEngine.Collection;

/// <summary>Only declared kinds are interactions; identify and alias carry nothing but their link.</summary>
internal static class RequireKind
{
    public static Arrival Step(Arrival arrival) => arrival.Kind switch
    {
        "page" or "track" or "screen" or "identify" or "alias" => arrival,
        "group" => arrival.Refused("group calls are not collected"),
        "" => arrival.Refused("the item has no type"),
        _ => arrival.Quarantined($"kind '{arrival.Kind.Cut(64)}' is not declared in the collection notice"),
    };
}
