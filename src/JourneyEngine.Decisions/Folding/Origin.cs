namespace JourneyEngine.Decisions.Folding;

/// <summary>How a visitor first came: what was said with the earliest interaction.</summary>
/// <param name="Campaign">Name of the campaign, or else its source; see <see cref="CampaignText.Normal"/>.</param>
/// <param name="ReferrerHost">Host that the visitor came from; see <see cref="HostName.Normal"/>.</param>
/// <param name="Landing">Path of the page, or else its name; null where something was done on no page.</param>
public sealed record Origin(string? Campaign, string? ReferrerHost, string? Landing)
{
    /// <summary>Characters that are kept of each: sums are named by them, and a name has to fit into an
    /// index.</summary>
    public const int Longest = 256;

    /// <summary>Names of the parts, as reports know them.</summary>
    public static readonly string[] Parts = ["campaign", "referrer", "landing"];

    /// <summary>A part by its name, one of <see cref="Parts"/>; null where nothing was said.</summary>
    public string? this[string part] =>
        part == Parts[0] ? Campaign
        : part == Parts[1] ? ReferrerHost
        : Landing;

    /// <summary>Whatever way a value of a part is spelled, the one that it is counted under.</summary>
    public static string? Normal(string part, string? value) =>
        part == Parts[0] ? CampaignText.Normal(value)
        : part == Parts[1] ? HostName.Normal(value)
        : value;

    /// <remarks>Facts that were stored before there was one form of an origin are read in it, too.</remarks>
    public static Origin Of(in Interaction it) =>
        new(Cut(CampaignText.Normal(it.Campaign)), Cut(HostName.Normal(it.ReferrerHost)), Cut(LandingOf(it)));

    /// <summary>Of two interactions at the very same time, what counts whatever their order: of each part what is
    /// known.</summary>
    internal static Origin First(Origin? a, Origin b) =>
        a is null
            ? b
            : new Origin(
                Least(a.Campaign, b.Campaign),
                Least(a.ReferrerHost, b.ReferrerHost),
                Least(a.Landing, b.Landing)
            );

    private static string? LandingOf(in Interaction it) => it.Path ?? (it.Kind is "page" or "screen" ? it.Name : null);

    private static string? Cut(string? text) =>
        text is not { Length: > Longest }
            ? text
            : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];

    private static string? Least(string? a, string? b) =>
        a is null || (b is not null && string.CompareOrdinal(b, a) < 0) ? b : a;
}
