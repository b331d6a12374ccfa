using JourneyEngine.Contracts;

namespace JourneyEngine.Collection.Wire;

/// <summary>
/// An event as a client sent it, whatever wire format it came in: what the engine looks at, and nothing else. Each wire
/// format fills it directly; the steps of the pipeline read it and never change it.
/// </summary>
internal sealed class IncomingEvent(DateTimeOffset receivedAt)
{
    /// <summary>An event over this many bytes is refused alone, without its batch.</summary>
    public const int LargestBytes = 32 * 1024;

    public const int LargestTraits = 8 * 1024;

    public DateTimeOffset ReceivedAt { get; } = receivedAt;

    /// <summary>Why the wire format cannot read the event; null if it can.</summary>
    public string? Refusal { get; set; }

    /// <summary>Size of the event as it was sent.</summary>
    public int Bytes { get; set; }

    /// <summary>What the event says it is, such as <c>page</c>; empty if it does not say.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Stays the same in every retry; null if the client gives none.</summary>
    public string? MessageId { get; set; }

    public SentId AnonymousId { get; set; }

    public SentId UserId { get; set; }

    /// <summary>Of an alias: the id that the visitor had before.</summary>
    public SentId PreviousId { get; set; }

    /// <summary>That the user is signed in, as the site's server proves it; null if nothing is said.</summary>
    public string? IdentityProof { get; set; }

    /// <summary>The site's server stood for the link when the event came first; no wire format can say so.</summary>
    public bool WasVouched { get; set; }

    /// <summary>It came in a crowd when it came first; see <see cref="InteractionRecorded.Crowded"/>.</summary>
    public bool WasCrowded { get; set; }

    /// <summary>Of the page, the screen or what was done.</summary>
    public string? Name { get; set; }

    /// <summary>When it happened by the client's clock, as it was sent; see <see cref="StatedTime"/>.</summary>
    public string? Timestamp { get; set; }

    /// <summary>When the client sent the event, by its clock; null if it does not say.</summary>
    public DateTimeOffset? SentAt { get; set; }

    public PageAddress Page { get; set; }

    public Campaign? Campaign { get; set; }

    public string? UserAgent { get; set; }

    /// <summary>Null if nothing is said of consent.</summary>
    public List<ConsentSignal>? Consent { get; set; }

    /// <summary>All properties as one JSON object; null if there are none but those of <see cref="Page"/>.</summary>
    public byte[]? Properties { get; set; }

    /// <summary>How many properties are none that every page has.</summary>
    public int OtherProperties { get; set; }

    /// <summary>What the visitor tells of themselves, as one JSON object of up to <see cref="LargestTraits"/>
    /// bytes.</summary>
    public byte[]? Traits { get; private set; }

    public bool TraitsAreTooLarge { get; private set; }

    /// <param name="json">An object; empty where there is none.</param>
    public void SetTraits(ReadOnlySpan<byte> json)
    {
        TraitsAreTooLarge = json.Length > LargestTraits;
        Traits = json.IsEmpty || TraitsAreTooLarge ? null : json.ToArray();
    }
}
