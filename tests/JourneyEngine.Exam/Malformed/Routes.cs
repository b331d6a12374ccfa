using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace JourneyEngine.Exam.Malformed;

/// <summary>Which ways in of an OpenAPI document the host itself says that somebody came by.</summary>
internal static partial class Routes
{
    public static async Task<IReadOnlyList<string>> NeverReached(HttpClient http, JsonNode document)
    {
        var reached = Reached(await http.GetStringAsync("/metrics"));
        return
        [
            .. document["paths"]!
                .AsObject()
                .SelectMany(path => path.Value!.AsObject().Select(it => $"{it.Key.ToUpperInvariant()} {path.Key}"))
                .Where(it => !reached.Contains(Plain(it))),
        ];
    }

    private static HashSet<string> Reached(string metrics) =>
        [
            .. metrics
                .Split('\n')
                .Where(it => it.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal))
                .Select(it => Plain($"{Method().Match(it).Groups[1]} {Route().Match(it).Groups[1]}")),
        ];

    /// <summary>What stands in a hole of it is called differently here and there.</summary>
    private static string Plain(string route) => Hole().Replace(route, "{}").TrimEnd('/');

    [GeneratedRegex("http_request_method=\"([^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Method();

    [GeneratedRegex("http_route=\"([^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Route();

    [GeneratedRegex("\\{[^}]*\\}", RegexOptions.NonBacktracking)]
    private static partial Regex Hole();
}
