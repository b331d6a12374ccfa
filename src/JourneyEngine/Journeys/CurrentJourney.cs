using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Journeys;

/// <summary>A visitor's journey with everything that is acknowledged.</summary>
/// <param name="Version">Version of the visitor's stream up to which it is folded; 0 for a visitor never seen. Of a
/// person, how many facts it is folded from.</param>
/// <param name="LinkedTo">Where this is a user id: the device that the site's server linked to it last, and to no
/// other; null if there is none.</param>
/// <param name="IsLinked">Whether any link names it.</param>
public sealed record CurrentJourney(
    Journey Journey,
    FoldRules Rules,
    long Version,
    string? LinkedTo = null,
    bool IsLinked = false
)
{
    /// <summary>The journey of a person, of those of the person's pseudonyms.</summary>
    /// <param name="all">At least one; read under the same rules, or nearly so.</param>
    public static CurrentJourney Merge(IReadOnlyList<CurrentJourney> all)
    {
        var merged = all[0];
        foreach (var it in all.Skip(1))
            merged = merged with
            {
                Journey = merged.Journey.Merge(it.Journey, merged.Rules),
                Version = merged.Version + it.Version,
                LinkedTo = null,
            };
        return merged;
    }

    /// <summary>The visitor whom this pseudonym only names: nothing was done under it.</summary>
    public string? StandsFor => Journey.Visits.IsEmpty ? LinkedTo : null;

    /// <summary>Where a link names it, the number of the first event of its stream in the log; null where that was not
    /// there when it was read.</summary>
    public long? First { get; init; }

    /// <summary>Where it is merged, how far each stream was read; null otherwise.</summary>
    public StreamRead[]? Streams { get; init; }

    /// <summary>Where it is merged, the pseudonym that chance and holdout go by: that of the stream that was begun first;
    /// null otherwise.</summary>
    public string? Subject { get; init; }
}
