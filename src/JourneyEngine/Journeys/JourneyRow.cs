using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Journeys;

/// <summary>A visitor's journey as projected.</summary>
/// <param name="Version">Version of the visitor's stream up to which it is folded.</param>
/// <param name="Revision">Revision of the fold rules it is folded under.</param>
/// <param name="Generation">In which generation of measures it was summed last.</param>
/// <param name="Journey">Null if the fold of another version stored it.</param>
/// <param name="Person">The person whose pseudonym it is; null where it is nobody else's.</param>
/// <param name="Shared">Whether it is a device of several persons, and so joins nobody.</param>
internal sealed record JourneyRow(
    string Site,
    string Visitor,
    long Version,
    int Revision,
    int Generation,
    Journey? Journey,
    string? Person = null,
    bool Shared = false
)
{
    public (string Site, string Visitor) Key => (Site, Visitor);

    /// <summary>Whether it is what this version folds under these rules.</summary>
    public bool IsOf(FoldRules rules) => Journey is not null && Revision == rules.Revision;
}
