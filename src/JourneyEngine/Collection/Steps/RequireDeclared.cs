using JourneyEngine.Http;

namespace JourneyEngine.Collection.Steps;

/// <summary>The notice is the schema: an interaction that it does not declare is set aside, not stored.</summary>
/// <remarks>
/// After the steps that refuse for good, so that nothing is set aside that could never be stored. Reasons are kept:
/// they name no name.
/// </remarks>
internal static class RequireDeclared
{
    public static PendingEvent Step(PendingEvent pending, CollectionTerms terms) =>
        pending.Interaction is not { } it || terms.Notice.Find(it.Kind, it.Name) is not null ? pending
        : terms.Notice.Declares(it.Kind)
            ? pending.Quarantined($"the collection notice declares kind '{it.Kind.Cut(64)}', but not with this name")
        : pending.Quarantined($"kind '{it.Kind.Cut(64)}' is not declared in the collection notice");
}
