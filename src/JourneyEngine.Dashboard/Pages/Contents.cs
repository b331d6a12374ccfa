namespace JourneyEngine.Dashboard.Pages;

/// <summary>The pages, in the order in which they are offered.</summary>
internal static class Contents
{
    public const string ConversionPath = "/dashboard/conversion";

    public static IReadOnlyList<Page> All { get; } =
    [
        new("/dashboard", "overview.title"),
        new(ConversionPath, "conversion.title"),
        new("/dashboard/stages", "stages.title"),
        new("/dashboard/funnel", "funnel.title"),
        new("/dashboard/returns", "returns.title"),
        new("/dashboard/time-to-convert", "time.title"),
        new("/dashboard/campaigns", "campaigns.title"),
        new("/dashboard/decisions", "decisions.title"),
        new("/dashboard/content", "content.title"),
        new("/dashboard/predictions", "predictions.title"),
        new("/dashboard/consent", "consent.title"),
    ];

    /// <param name="Title">Key of its words.</param>
    internal sealed record Page(string Path, string Title);
}
