namespace JourneyEngine.Contracts;

/// <summary>A visitor chose what their data may be used for. Stored in the visitor's stream; for each purpose the
/// latest choice holds.</summary>
/// <param name="MessageId">Id of the message that said so.</param>
/// <param name="NoticeVersion">Version of the notice that was in force; 0 where none was published.</param>
/// <param name="Language">Language of the wording that was shown; absent where the choice came without a page of
/// ours.</param>
/// <param name="WordingHash">SHA-256 of the wording that was shown, in hexadecimal.</param>
/// <param name="Source">Who passed it on; see <see cref="ConsentSources"/>.</param>
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
    public const string Page = "page";
    public const string Api = "api";
    public const string Tracker = "tracker";
    public const string Signal = "signal";
}
