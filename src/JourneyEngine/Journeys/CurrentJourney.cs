using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Journeys;

/// <summary>A visitor's journey with everything that is acknowledged.</summary>
/// <param name="Version">Version of the visitor's stream up to which it is folded; 0 for a visitor never seen.</param>
/// <param name="LinkedTo">The visitor whom the site said this one to be, too, last of all; where it was asked
/// for.</param>
public sealed record CurrentJourney(Journey Journey, FoldRules Rules, long Version, string? LinkedTo = null)
{
    /// <summary>The visitor whom this pseudonym only names: nothing was done or chosen under it.</summary>
    public string? StandsFor => Journey.Visits.IsEmpty && Journey.Consents.IsEmpty ? LinkedTo : null;
}
