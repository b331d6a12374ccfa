namespace JourneyEngine.Contracts;

/// <summary>A visitor chose what their data may be used for. Stored in the visitor's stream; for each purpose the
/// latest choice holds.</summary>
/// <param name="MessageId">Id of the message that said so.</param>
/// <param name="NoticeVersion">Version of the notice that was in force; 0 where none was published.</param>
/// <param name="Language">Language of the wording that was shown; absent where the choice came without a page of
/// ours.</param>
/// <param name="WordingHash">SHA-256 of the wording that was shown, in hexadecimal.</param>
/// <param name="Source">Who passed it on; see <see cref="ConsentSources"/>.</param>
/// <param name="OccurredAt">When it was chosen, UTC, to the millisecond, after correction of the client's clock.</param>
/// <param name="ReceivedAt">When the engine received it, UTC.</param>
[StoredName("consent_changed")]
public sealed record ConsentChanged(
    string MessageId,
    Choices Choices,
    int NoticeVersion,
    string? Language,
    string? WordingHash,
    string Source,
    DateTimeOffset OccurredAt,
    DateTimeOffset ReceivedAt
);

/// <summary>Purposes that a visitor consented to and refused, each list in ordinal order. What is in neither was not
/// chosen.</summary>
public sealed record Choices(string[] Granted, string[] Refused)
{
    public bool Equals(Choices? other) =>
        other is not null
        && Granted.AsSpan().SequenceEqual(other.Granted)
        && Refused.AsSpan().SequenceEqual(other.Refused);

    public override int GetHashCode() =>
        HashCode.Combine(Granted.Length, Refused.Length, Granted.FirstOrDefault(), Refused.FirstOrDefault());
}

public static class ConsentSources
{
    /// <summary>The visitor, on the engine's own page.</summary>
    public const string Page = "page";

    /// <summary>The visitor by their cookie, or the site's server by its admin key.</summary>
    public const string Api = "api";

    /// <summary>The visitor by their cookie, on a page of the site's.</summary>
    public const string Tracker = "tracker";

    /// <summary>An item of a write key, which may be in pages, and so known to all.</summary>
    public const string Signal = "signal";

    /// <summary>Whether anybody may have said it.</summary>
    public static bool IsSignal(string source) => source == Signal;
}
