using JourneyEngine.Collection.Steps;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;

namespace JourneyEngine.Collection;

/// <summary>An event on its way through the pipeline: as it was sent, and what the steps have made of it so
/// far.</summary>
/// <param name="Message">The client's id of it, or the one that was made for an event without.</param>
internal sealed record PendingEvent(IncomingEvent Sent, MessageId Message)
{
    /// <summary>As it stands in the fact.</summary>
    public string MessageId => Message.Stored;

    public string Kind => Sent.Kind;

    public DateTimeOffset ReceivedAt => Sent.ReceivedAt;

    /// <summary>The pseudonym whose stream the facts go to.</summary>
    public string Visitor { get; init; } = "";

    /// <summary>The visitor is named by a user id alone.</summary>
    public bool IsUser { get; init; }

    /// <summary>Another pseudonym that the event links to the visitor.</summary>
    public string? Alias { get; init; }

    /// <summary>An alias call may name any two ids; other events come from the pseudonym that they name.</summary>
    public bool IsAboutAnother { get; init; }

    /// <summary>The site's server stands for the link.</summary>
    public bool Vouched { get; init; }

    /// <summary>Its link is stored already, and is not sent again.</summary>
    public bool IsLinkStored { get; init; }

    /// <summary>The event brings an identity proof that is not of its user.</summary>
    public bool NotProved { get; init; }

    /// <summary>The event would have linked one, but its key links none.</summary>
    public bool NotLinked { get; init; }

    /// <summary>When it happened, as far as that can be told.</summary>
    public EventTime Time { get; init; } = new(Sent.ReceivedAt);

    /// <summary>What the visitor chose, as far as the event and its request say.</summary>
    public Choices? Choices { get; init; }

    /// <summary>Version of the notice by which the choices were read; 0 where none was published.</summary>
    public int NoticeVersion { get; init; }

    /// <summary>The event says something of consent, but its key does not speak of it.</summary>
    public bool Unheard { get; init; }

    /// <summary>Whether the visitor agreed earlier to be measured; null if that was never chosen.</summary>
    public bool? MeasuredBefore { get; init; }

    /// <summary>The event takes back what held until then: nothing was refused before it.</summary>
    public bool IsNewRefusal { get; init; }

    public InteractionRecorded? Interaction { get; init; }

    /// <summary>How many properties were dropped: the notice does not declare them, or not so.</summary>
    public int Dropped { get; init; }

    /// <summary>What was cut, what is spelled otherwise, and which properties were dropped: for the receipt.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Which of its ids are stored as a hash, and why: for the receipt. Null if none is.</summary>
    public string? Hashed { get; init; }

    /// <summary>Its visitor's ids as they were sent, where they are stored otherwise; null if all are stored as
    /// sent.</summary>
    public string[]? OtherNames { get; init; }

    /// <summary>Of an identify call that carries traits.</summary>
    public SentTraits? Traits { get; init; }

    /// <summary>Why the event is not stored; null while it goes on.</summary>
    public Drop? Drop { get; init; }

    /// <summary>What there is to know of it although it is stored; null if nothing.</summary>
    public string? Told =>
        NotProved || Notes.Count > 0
            ? string.Join(
                "; ",
                new[] { Hashed, NotProved ? ProveIdentity.NotProved : null }.OfType<string>().Concat(Notes)
            )
            : Hashed;

    public PendingEvent Refused(string reason) => this with { Drop = new Drop(ReceiptStatus.Refused, reason) };

    public PendingEvent Quarantined(string reason) => this with { Drop = new Drop(ReceiptStatus.Quarantined, reason) };
}
