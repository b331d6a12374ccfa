namespace JourneyEngine.Contracts;

/// <summary>A version of a site's collection notice: what is collected, what for and how long. It is the schema: what
/// it does not declare is not stored.</summary>
/// <param name="Purposes">What for; <see cref="Purpose.Measure"/> and <see cref="Purpose.Personalize"/> are always
/// among them.</param>
/// <param name="Details">What visitors may tell of themselves, for the vault alone.</param>
[StoredName("notice_published")]
public sealed record NoticePublished(
    int Version,
    NoticePurpose[] Purposes,
    NoticeKind[] Kinds,
    NoticeDetail[] Details,
    DateTimeOffset At
);

/// <param name="Reason">Why, by language (<c>en</c>, <c>he</c>, ...): the wording that visitors read and consent
/// to.</param>
/// <param name="Signals">Other names by which consent signals call it: categories of a consent platform, Google consent
/// mode.</param>
public sealed record NoticePurpose(string Name, IReadOnlyDictionary<string, string> Reason, string[] Signals);

/// <param name="Kind">Kind of interaction.</param>
/// <param name="Names">The names that are collected; any where absent.</param>
/// <param name="RetentionDays">How long an interaction is kept after it was received, in days.</param>
public sealed record NoticeKind(
    string Kind,
    string[]? Names,
    string Purpose,
    IReadOnlyDictionary<string, string> Reason,
    int RetentionDays,
    NoticeProperty[] Properties
);

/// <param name="Type">One of <see cref="PropertyTypes"/>.</param>
/// <param name="Resembles">What its values may look like without being refused; see <see cref="Resemblances"/>.</param>
public sealed record NoticeProperty(
    string Name,
    string Type,
    IReadOnlyDictionary<string, string> Reason,
    string[] Resembles
);

/// <param name="Shape">One of <see cref="DetailShapes"/>.</param>
/// <param name="Purposes">What it may be used for, and only with consent to that purpose.</param>
public sealed record NoticeDetail(
    string Name,
    string Shape,
    string[] Purposes,
    IReadOnlyDictionary<string, string> Reason
);

public static class PropertyTypes
{
    public const string Text = "text";
    public const string Number = "number";
    public const string Boolean = "boolean";

    /// <summary>ISO 8601, with a zone or in UTC.</summary>
    public const string Time = "time";

    public static IReadOnlyList<string> All { get; } = [Text, Number, Boolean, Time];
}

public static class Resemblances
{
    public const string Email = "email";
    public const string Phone = "phone";
    public const string Card = "card";

    public static IReadOnlyList<string> All { get; } = [Email, Phone, Card];
}

public static class DetailShapes
{
    public const string Email = "email";
    public const string Phone = "phone";
    public const string Date = "date";
    public const string Residence = "residence";
    public const string Text = "text";

    public static IReadOnlyList<string> All { get; } = [Email, Phone, Date, Residence, Text];
}
