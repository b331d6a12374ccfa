using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Journeys;

/// <summary>A visitor whose journey is wanted.</summary>
/// <param name="Rules">The site's latest, for whoever knows them already; null where they are to be looked up.</param>
internal readonly record struct JourneyQuery(string Site, string Visitor, FoldRules? Rules = null);
