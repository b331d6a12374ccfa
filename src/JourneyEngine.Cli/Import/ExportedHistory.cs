using System.Globalization;
using System.Text.Json.Nodes;

namespace JourneyEngine.Cli.Import;

/// <summary>Facts of an export, one after the other, and what a later one needs to know of earlier ones: a decision about
/// a person on several devices names the streams that it saw by where they begin.</summary>
/// <remarks>Memory grows with the visitors, by a pseudonym each.</remarks>
internal sealed class ExportedHistory
{
    private readonly Dictionary<long, string> _begun = [];

    public LineRead Next(JsonObject cloudEvent)
    {
        if (
            Text(cloudEvent["type"]) is not { } type
            || Text(cloudEvent["subject"]) is not { } visitor
            || cloudEvent["data"] is not JsonObject data
        )
            return LineRead.Wrong(
                1,
                "this is no exported event: type, subject and data are needed (journeys do not come back)"
            );
        if (!type.StartsWith("journey.", StringComparison.Ordinal))
            return LineRead.Wrong(1, "this is no event of an export: its type does not begin with 'journey.'");
        if (
            cloudEvent["version"]?.ToString() == "1"
            && long.TryParse(Text(cloudEvent["sequence"]), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        )
            _begun[at] = visitor;
        if (data["snapshot"]?["streams"] is JsonArray { Count: > 0 } streams)
            cloudEvent["devices"] = new JsonArray([
                .. streams
                    .Select(it => it?["first"] is JsonValue first && first.TryGetValue<long>(out var begun) ? begun : 0)
                    .Where(_begun.ContainsKey)
                    .Select(it => JsonValue.Create(_begun[it])),
            ]);
        return new(cloudEvent);
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
