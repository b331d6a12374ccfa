using System.Text.Json.Serialization;

namespace JourneyEngine.Contracts;

/// <summary>One thing a visitor did. Stored once for each (site, <paramref name="MessageId"/>) in the visitor's
/// stream.</summary>
/// <param name="MessageId">The client's id of the message; what makes a retry a duplicate.</param>
/// <param name="Kind"><c>page</c>, <c>track</c>, <c>screen</c> or a declared custom kind.</param>
/// <param name="Name">Name of the page or screen, or of the tracked event.</param>
/// <param name="Path">Path of the page, without query and fragment.</param>
/// <param name="ReferrerHost">Host that the visitor came from; never the whole address.</param>
/// <param name="OccurredAt">When it happened, UTC, to the millisecond, after correction of the client's clock.</param>
/// <param name="ReceivedAt">When the engine received it, UTC.</param>
/// <param name="ClaimedAt">What the client's clock said, where that differs from <paramref name="OccurredAt"/>.</param>
/// <param name="ClampedToReceipt">The claim was in the future, by more than 24 hours or by more than a minute where the
/// visitor's consent was said with it, so the time of receipt stands in for it.</param>
/// <param name="Bot">Sent by a program: kept, but no part of any visit, funnel or reward.</param>
/// <param name="Properties">Properties that the notice in force declared, by name.</param>
/// <param name="Choices">What the visitor's consent was when it happened, where the client said so.</param>
/// <param name="AsUser">True if the visitor was named by a user id alone, and so is no device of anybody's.</param>
/// <param name="Crowded">It came with a key that is in pages, from a network address of more visits in that hour than
/// slots learn from: it counts as any other, but no slot learns by it.</param>
[StoredName("interaction_recorded")]
public sealed record InteractionRecorded(
    string MessageId,
    string Kind,
    string? Name,
    string? Path,
    string? ReferrerHost,
    Campaign? Campaign,
    DateTimeOffset OccurredAt,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? ClaimedAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool ClampedToReceipt = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Bot = false,
    Properties? Properties = null,
    Choices? Choices = null,
    bool? AsUser = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Crowded = false
);

/// <summary>The campaign parameters that are kept of an address (the <c>utm_*</c> allow-list).</summary>
public sealed record Campaign(string? Source, string? Medium, string? Name, string? Term, string? Content);
