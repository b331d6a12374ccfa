namespace JourneyEngine.Collection.Steps;

/// <summary>Says nothing of two ids being one visitor where the key may not: what was done is taken in all the
/// same.</summary>
internal static class RequireLinkingKey
{
    public const string Reason = "this key links no ids: send it from a server, with a write key that does";

    public static PendingEvent Step(PendingEvent pending, CollectionTerms terms) =>
        terms.Links || pending.Alias is null ? pending
        : pending.Kind == "alias" ? pending.Refused(Reason)
        : pending with
        {
            Alias = null,
            NotLinked = true,
            Notes = [.. pending.Notes.Where(it => it != Respelled.Note("userId"))],
        };
}
