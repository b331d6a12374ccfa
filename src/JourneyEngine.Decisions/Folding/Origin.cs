namespace JourneyEngine.Decisions.Folding;

/// <summary>How a visitor first came: what was said with the earliest interaction.</summary>
/// <param name="Campaign">Name of the campaign, or else its source.</param>
/// <param name="ReferrerHost">Host that the visitor came from.</param>
/// <param name="Landing">Path of the page, or else its name.</param>
public sealed record Origin(string? Campaign, string? ReferrerHost, string? Landing)
{
    /// <summary>Characters that are kept of each: sums are named by them, and a name has to fit into an
    /// index.</summary>
    public const int Longest = 256;

    public static Origin Of(in Interaction it) => new(Cut(it.Campaign), Cut(it.ReferrerHost), Cut(it.Path ?? it.Name));

    /// <summary>Of two interactions at the very same time, the one that counts whatever their order.</summary>
    internal static Origin First(Origin? a, Origin b) => a is null || Compare(b, a) < 0 ? b : a;

    private static string? Cut(string? text) =>
        text is not { Length: > Longest }
            ? text
            : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];

    private static int Compare(Origin a, Origin b)
    {
        var order = string.CompareOrdinal(a.Campaign, b.Campaign);
        order = order != 0 ? order : string.CompareOrdinal(a.ReferrerHost, b.ReferrerHost);
        return order != 0 ? order : string.CompareOrdinal(a.Landing, b.Landing);
    }
}
