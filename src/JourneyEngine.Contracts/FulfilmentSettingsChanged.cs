namespace JourneyEngine.Contracts;

/// <summary>A version of what a site sends, of its own accord, to visitors who left an address for it and
/// agreed.</summary>
/// <param name="LetterEveryMonths">How often the letter goes out that says what is held; never where absent.</param>
/// <param name="BirthdayGift">What a visitor gets on their birthday; nothing where absent.</param>
/// <param name="TimeZone">Whose days count, as IANA calls it; the site's where absent.</param>
[StoredName("fulfilment_settings_changed")]
public sealed record FulfilmentSettingsChanged(
    int Version,
    int? LetterEveryMonths,
    Gift? BirthdayGift,
    string? TimeZone,
    DateTimeOffset At
);

/// <summary>The same words for everybody.</summary>
public sealed record Gift(string Subject, string Text);
