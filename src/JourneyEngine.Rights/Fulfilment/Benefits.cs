namespace JourneyEngine.Rights.Fulfilment;

/// <summary>Purposes that fulfilment knows how to serve, where a site's notice declares them and a visitor
/// agreed.</summary>
internal static class Benefits
{
    /// <summary>News that the site sends when there are some.</summary>
    public const string Updates = "updates";

    /// <summary>News for those who live at a place.</summary>
    public const string Nearby = "nearby";

    /// <summary>A gift on the visitor's birthday.</summary>
    public const string Birthday = "birthday";

    /// <summary>What is held about the visitor, and how to change it.</summary>
    public const string Letter = "letter";

    public static IReadOnlyList<string> All { get; } = [Updates, Nearby, Birthday, Letter];
}
