namespace JourneyEngine.Contracts;

/// <summary>By whose word the site takes several pseudonyms for one visitor.</summary>
/// <param name="Recognise">One of <see cref="RecogniseNames"/>.</param>
[StoredName("recognition_changed")]
public sealed record RecognitionChanged(string Recognise, DateTimeOffset At);

/// <summary>By whose word pseudonyms are joined, as it is written in settings and facts.</summary>
public static class RecogniseNames
{
    /// <summary>Each pseudonym is a visitor of its own.</summary>
    public const string Off = "off";

    /// <summary>By links that the site's server or an identity proof stands for.</summary>
    public const string Vouched = "vouched";

    /// <summary>By links that anybody with a key that is in pages can say, too.</summary>
    public const string Claimed = "claimed";

    public static IReadOnlyList<string> All { get; } = [Off, Vouched, Claimed];
}
