namespace JourneyEngine.Collection;

/// <summary>Says nothing of two ids being one visitor where the key may not: what was done is taken in all the same.</summary>
internal static class RequireLinkingKey
{
    public const string Reason = "this key links no ids: send it from a server, with a write key that does";

    public static Arrival Step(Arrival arrival, Terms terms) =>
        terms.Links || arrival.Alias is null ? arrival
        : arrival.Kind == "alias" ? arrival.Refused(Reason)
        : arrival with
        {
            Alias = null,
            NotLinked = true,
        };
}
