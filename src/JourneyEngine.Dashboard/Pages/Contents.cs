namespace JourneyEngine.Dashboard.Pages;

/// <summary>The pages, in the order in which they are offered.</summary>
internal static class Contents
{
    /// <param name="Title">Key of its words.</param>
    internal sealed record Page(string Path, string Title);

    public static IReadOnlyList<Page> All { get; } =
    [
        new(ConversionPath, "conversion.title"),
    ];

    public const string ConversionPath = "/dashboard/conversion";
}
