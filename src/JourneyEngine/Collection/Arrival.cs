using JourneyEngine.Contracts;

namespace JourneyEngine.Collection;

/// <summary>An item on its way through the pipeline: as it was sent, and what the steps have made of it so far.</summary>
/// <param name="Kind">What the item says it is; the address where it says nothing.</param>
/// <param name="SentAt">When the client says it sent the request.</param>
internal sealed record Arrival(string Kind, Call Call, DateTimeOffset? SentAt, DateTimeOffset ReceivedAt)
{
    public string MessageId { get; init; } = "";

    /// <summary>Whom the cookie of the request names, if anyone; counts where the item itself names nobody.</summary>
    public string? CookieVisitor { get; init; }

    /// <summary>The pseudonym whose stream the facts go to.</summary>
    public string Visitor { get; init; } = "";

    /// <summary>Another pseudonym that the item links to the visitor.</summary>
    public string? Alias { get; init; }

    /// <summary>The item would have linked one, but its key links none.</summary>
    public bool NotLinked { get; init; }

    /// <summary>What the visitor chose, as far as the item and its request say.</summary>
    public Choices? Choices { get; init; }

    /// <summary>Whether the visitor agreed earlier to be measured; nothing where that was never chosen.</summary>
    public bool? MeasuredBefore { get; init; }

    public InteractionRecorded? Interaction { get; init; }

    /// <summary>How many properties were dropped: the notice does not declare them, or not so.</summary>
    public int Dropped { get; init; }

    /// <summary>Of an identify call that carries traits.</summary>
    public SentTraits? Traits { get; init; }

    /// <summary>Why the item is not stored; nothing while it goes on.</summary>
    public Drop? Drop { get; init; }

    public Arrival Refused(string reason) => this with { Drop = new Drop(ReceiptStatus.Refused, reason) };

    public Arrival Quarantined(string reason) => this with { Drop = new Drop(ReceiptStatus.Quarantined, reason) };
}

internal sealed record Drop(ReceiptStatus Status, string Reason);
