using System.Text.Json.Serialization;

namespace JourneyEngine.Contracts;

/// <summary>A decision: what was offered to a visitor for a slot, with everything needed to reproduce it for
/// ever.</summary>
/// <param name="Snapshot">All that the decision could see.</param>
/// <param name="Seed">The only source of chance.</param>
/// <param name="Propensity">Final probability of the offered content over the eligible ones, in (0, 1].</param>
/// <param name="Reasons">Why, in plain words, for the marketer and for the visitor.</param>
/// <param name="Probabilities">Of each eligible content, in order, where a learning policy drew.</param>
/// <param name="PosteriorVersion">What a learning policy, in force or in the shadow, believed; see
/// <see cref="PosteriorUpdated"/>.</param>
/// <param name="HeldOut">The visitor belongs to the holdout and is shown the default.</param>
/// <param name="Shadow">What the policy in the shadow would have done.</param>
/// <param name="HoldoutShare">Share of visitors, in [0, 1), that the slot held out then; absent in decisions of older
/// versions.</param>
/// <param name="Imported">It was made in another log, by definitions that are kept there, and is reproduced there; here it
/// says what was offered.</param>
/// <param name="VersionThere">Its own version in the stream of the log that it was made in. Where it has another here, the
/// versions that it had read are of other facts, so that nobody can tell what it saw.</param>
/// <param name="Crowded">It was asked for as <see cref="InteractionRecorded.Crowded"/> says: no slot learns what became
/// of it.</param>
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
    DateTimeOffset At,
    double[]? Probabilities = null,
    int? PosteriorVersion = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool HeldOut = false,
    ShadowChoice? Shadow = null,
    double? HoldoutShare = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Imported = false,
    long? VersionThere = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Crowded = false
);

/// <summary>What a policy in the shadow would have done.</summary>
/// <param name="Content">What it would have offered.</param>
/// <param name="Probability">With which it would have offered the content that was offered, in [0, 1].</param>
public sealed record ShadowChoice(string Policy, string Content, double Probability);

/// <summary>What a decision may know of a visitor: the relationship, never the person. It holds no more than the slot's
/// rules look at.</summary>
/// <param name="Stage">The furthest stage reached; absent before the first evidence.</param>
/// <param name="Visits">Visits so far; the current visit's number. 0 for a visitor never seen.</param>
/// <param name="StreamVersion">Version of the visitor's stream that was read.</param>
/// <param name="DaysAway">Days from the end of the visit before to the beginning of the current one.</param>
/// <param name="History">What was shown to the visitor in this slot before, by name of the content.</param>
/// <param name="Streams">Of a person on several devices, the streams that were read, the first begun one first; absent
/// where it was the visitor's alone.</param>
public sealed record Snapshot(
    string? Funnel,
    int FunnelVersion,
    string? Stage,
    int Visits,
    DateTimeOffset? FirstSeen,
    DateTimeOffset? LastSeen,
    bool Converted,
    long StreamVersion,
    double? DaysAway = null,
    ContentHistory[]? History = null,
    StreamRead[]? Streams = null
);

/// <summary>How far a stream was read.</summary>
/// <param name="First">Number of the stream's first event in the whole log: it names the stream, and nobody.</param>
/// <param name="Version">Version of the stream up to which it was read.</param>
public sealed record StreamRead(long First, long Version);

/// <summary>What became of a content between it and a visitor.</summary>
/// <param name="ShownAt">The latest times that it was shown, as many as its cap looks at: the visitor's latest
/// interaction before each.</param>
public sealed record ContentHistory(string Content, DateTimeOffset[] ShownAt, bool Accepted, bool Declined);
