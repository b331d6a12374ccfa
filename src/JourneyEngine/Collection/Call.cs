namespace JourneyEngine.Collection;

/// <summary>What the engine looks at in a call of Segment's API, as it was sent; whatever else the call holds is never read into memory.</summary>
internal sealed class Call
{
    /// <summary>Stands for a time that was sent as something else than text, and so is none.</summary>
    public const string NoTime = "?";

    public const int LargestTraits = 8 * 1024;

    /// <summary>False where the item is no JSON object; then everything else is absent.</summary>
    public bool IsObject { get; set; }

    /// <summary>Size of the item as it was sent.</summary>
    public int Bytes { get; set; }

    public string? Type { get; set; }

    /// <summary>May be empty; see <see cref="MessageIdIsNoText"/>.</summary>
    public string? MessageId { get; set; }

    public bool MessageIdIsNoText { get; set; }

    public SentId AnonymousId { get; set; }

    public SentId UserId { get; set; }

    public SentId PreviousId { get; set; }

    public string? Event { get; set; }

    public string? Name { get; set; }

    public string? Timestamp { get; set; }

    public string? OriginalTimestamp { get; set; }

    public string? SentAt { get; set; }

    public string? WriteKey { get; set; }

    public string? UserAgent { get; set; }

    /// <summary>Of <c>context.page</c>.</summary>
    public PageTexts Page { get; set; }

    /// <summary>The same members of <c>properties</c>.</summary>
    public PageTexts Properties { get; set; }

    /// <summary>All of <c>properties</c> as it was sent, where it holds more than <see cref="Properties"/>.</summary>
    public byte[]? RawProperties { get; set; }

    /// <summary>How many members of <c>properties</c> are none that every page has.</summary>
    public int OtherProperties { get; set; }

    /// <summary>All of <c>traits</c> as it was sent, up to <see cref="LargestTraits"/> bytes.</summary>
    public byte[]? Traits { get; set; }

    public bool TraitsAreTooLarge { get; set; }

    public CampaignTexts Campaign { get; set; }

    /// <summary>What <c>context.consent</c> says; absent where it says nothing.</summary>
    public List<ConsentSignal>? Consent { get; set; }
}

/// <summary>An id as it was sent: text, the digits of a number, or something that is no id.</summary>
internal readonly record struct SentId(string? Text, bool IsNone = false);

internal readonly record struct PageTexts(string? Path, string? Url, string? Referrer, string? Search);

/// <summary>Of <c>context.campaign</c>.</summary>
internal readonly record struct CampaignTexts(string? Source, string? Medium, string? Name, string? Term, string? Content);

/// <summary>A word of a consent platform on something that it calls by a name of its own.</summary>
internal readonly record struct ConsentSignal(string Name, bool Granted);
