namespace JourneyEngine.Contracts;

/// <summary>The site's longest pause within a visit, in minutes. A pause of exactly this length stays in the
/// visit.</summary>
[StoredName("visit_gap_changed")]
public sealed record VisitGapChanged(int Minutes, DateTimeOffset At);
