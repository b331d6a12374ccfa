using System.Text.Json.Nodes;

namespace JourneyEngine.Tests.Collection;

/// <summary>Requests that official SDKs really made.</summary>
internal static class Captured
{
    public static List<JsonObject> Posts(string client)
    {
        var file = Shared.Path($"clients/{client}.jsonl");
        return
        [
            .. File.ReadLines(file)
                .Select(line => JsonNode.Parse(line)!.AsObject())
                .Where(it => (string?)it["method"] == "POST"),
        ];
    }
}
