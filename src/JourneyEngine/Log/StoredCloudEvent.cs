using System.Globalization;
using System.Text.Json.Nodes;

namespace JourneyEngine.Log;

/// <summary>A stored fact as a CloudEvent 1.0.</summary>
public static class StoredCloudEvent
{
    public static JsonObject Of(StoredEvent stored, string visitor)
    {
        var data = JsonNode.Parse(stored.Data)!.AsObject();
        return new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = (string?)data["messageId"] ?? (string?)data["decisionId"] ?? $"{stored.Position}",
            ["source"] = "/sites/" + stored.Site,
            ["type"] = (string?)data["kind"] is { } kind ? "journey." + kind : "journey." + stored.Type,
            ["subject"] = visitor,
            ["time"] = ((string?)data["occurredAt"]) ?? stored.At.ToString("O"),
            ["datacontenttype"] = "application/json",
            ["version"] = stored.Version,
            // Place in the whole log, as CloudEvents' own extension has it: texts in the order of the facts.
            ["sequence"] = stored.Position.ToString("D19", CultureInfo.InvariantCulture),
            ["data"] = data,
        };
    }
}
