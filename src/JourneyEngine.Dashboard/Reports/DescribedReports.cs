using System.Text.Json.Nodes;

namespace JourneyEngine.Dashboard.Reports;

/// <summary>Reports that can be had as a file, and what each takes: all that the API's description, of which the
/// dashboard is built, has with a format.</summary>
internal static class DescribedReports
{
    private const string Path = "/v1/reports/";

    private static readonly Dictionary<string, string[]> All = Read();

    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>What a page is asked, without what goes along from page to page and this report has no use
    /// for.</summary>
    public static ReportRequest Takes(string report, ReportRequest asked) =>
        !All.TryGetValue(report, out var known)
            ? asked
            : asked with
            {
                Funnel = known.Contains("funnel") ? asked.Funnel : null,
                From = known.Contains("from") ? asked.From : null,
                To = known.Contains("to") ? asked.To : null,
            };

    private static Dictionary<string, string[]> Read()
    {
        using var description = typeof(DescribedReports).Assembly.GetManifestResourceStream("openapi.json")!;
        return (
            from path in JsonNode.Parse(description)!["paths"]!.AsObject()
            where path.Key.StartsWith(Path, StringComparison.Ordinal)
            let known = path.Value!["get"]?["parameters"]?.AsArray().Select(it => (string)it!["name"]!).ToArray() ?? []
            where known.Contains("format")
            select (path.Key[Path.Length..], known)
        ).ToDictionary();
    }
}
