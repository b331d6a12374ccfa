namespace JourneyEngine.Contracts;

/// <summary>A decision: what was offered to a visitor for a slot, with everything needed to reproduce it for ever.</summary>
/// <param name="Snapshot">All that the decision could see.</param>
/// <param name="Seed">The only source of chance.</param>
/// <param name="Propensity">Final probability of the offered content over the eligible ones, in (0, 1].</param>
/// <param name="Reasons">Why, in plain words, for the marketer and for the visitor.</param>
[StoredName("content_offered")]
public sealed record ContentOffered(
    Guid DecisionId,
    string Slot,
    int SlotVersion,
    string Content,
    string Policy,
    ulong Seed,
    double Propensity,
    string[] Eligible,
    string[] Reasons,
    Snapshot Snapshot,
    DateTimeOffset At);

/// <summary>What a decision may know of a visitor: the relationship, never the person.</summary>
/// <param name="Stage">The furthest stage reached; absent before the first evidence.</param>
/// <param name="Visits">Visits so far; the current visit's number. 0 for a visitor never seen.</param>
/// <param name="StreamVersion">Version of the visitor's stream that was read.</param>
public sealed record Snapshot(
    string? Funnel,
    int FunnelVersion,
    string? Stage,
    int Visits,
    DateTimeOffset? FirstSeen,
    DateTimeOffset? LastSeen,
    bool Converted,
    long StreamVersion);
