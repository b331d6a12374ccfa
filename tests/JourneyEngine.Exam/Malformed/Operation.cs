using System.Text.Json.Nodes;

namespace JourneyEngine.Exam.Malformed;

/// <summary>A way into the engine: as the OpenAPI document tells of it, or as a page posts a form.</summary>
/// <param name="Path">With <c>{name}</c> for what is put into it, <c>{id:uuid}</c> where that is an id.</param>
/// <param name="Query">Names of parameters.</param>
/// <param name="Body">Schema of the body; null for none.</param>
/// <param name="Type">Of the body, as announced.</param>
internal sealed record Operation(
    string Method,
    string Path,
    IReadOnlyList<string> Query,
    JsonObject? Body,
    string? Type
)
{
    private static readonly Operation[] Pages =
    [
        Page("GET", "/privacy", "lang", "ticket"),
        Page("GET", "/privacy/forget", "lang"),
        Page("POST", "/privacy/switch", "ticket"),
        Page("POST", "/privacy/choose", "what", "answer", "token"),
        Page("POST", "/privacy/tell", "what", "answer", "token"),
        Page("POST", "/privacy/untell", "what", "token"),
        Page("POST", "/privacy/separate", "what", "token"),
        Page("POST", "/privacy/forget-visit", "what", "token"),
        Page("POST", "/privacy/forget", "token"),
        Page("POST", "/privacy/certificate", "certificate"),
        Page("GET", "/privacy/address", "link", "lang"),
        Page("POST", "/privacy/address", "link"),
        Page("GET", "/privacy/unsubscribe", "link", "lang"),
        Page("POST", "/privacy/unsubscribe", "link", "List-Unsubscribe"),
        Page("GET", "/dashboard", "lang", "from", "to", "funnel"),
        Page("GET", "/dashboard/csv/{report}", "funnel", "from", "to", "site"),
        Page("GET", "/dashboard/sign-in", "back"),
        Page("POST", "/dashboard/sign-in/local", "key", "back"),
        Page("POST", "/dashboard/sign-out", "back"),
        Page("GET", "/journey.js", "v"),
        Page("GET", "/docs/{name}"),
        Page("GET", "/openapi/{name}.json"),
        Page("GET", "/health/{name}"),
        Page("GET", "/{name}", "q"),
    ];

    /// <summary>All of an OpenAPI document, and the pages, which it does not tell of.</summary>
    public static IReadOnlyList<Operation> Of(JsonNode document) =>
        [
            .. document["paths"]!
                .AsObject()
                .SelectMany(path => path.Value!.AsObject().Select(it => Of(path.Key, it.Key, it.Value!))),
            .. Pages,
        ];

    private static Operation Of(string path, string method, JsonNode it)
    {
        var content = it["requestBody"]?["content"]?.AsObject().FirstOrDefault();
        return new Operation(
            method.ToUpperInvariant(),
            it["parameters"]
                ?.AsArray()
                .Where(one => (string?)one!["in"] == "path" && (string?)one["schema"]?["format"] == "uuid")
                .Select(one => (string)one!["name"]!)
                .Aggregate(
                    path,
                    (all, name) => all.Replace($"{{{name}}}", $"{{{name}:uuid}}", StringComparison.Ordinal)
                )
                ?? path,
            [
                .. (it["parameters"]?.AsArray() ?? [])
                    .Where(one => (string?)one!["in"] == "query")
                    .Select(one => (string)one!["name"]!),
            ],
            content?.Value?["schema"]?.AsObject(),
            content?.Key
        );
    }

    private static Operation Page(string method, string path, params string[] fields) =>
        method == "GET"
            ? new Operation(method, path, fields, null, null)
            : new Operation(method, path, fields, [], "application/x-www-form-urlencoded");
}
