using System.Text.Json;

namespace JourneyEngine.Dashboard.Reports;

/// <summary>One line of <c>/v1/visitors/{id}/events</c>: a CloudEvent 1.0.</summary>
public sealed record VisitorEvent(string Type, DateTimeOffset Time, JsonElement Data)
{
    private const string Prefix = "journey.";

    public string What => Type.StartsWith(Prefix, StringComparison.Ordinal) ? Type[Prefix.Length..] : Type;

    /// <summary>Of an interaction; of a decision its slot.</summary>
    public string? Name => Text("name") ?? Text("slot");

    /// <summary>Path of an interaction; of a decision what was offered.</summary>
    public string? Where => Text("path") ?? Text("content");

    private string? Text(string name) =>
        Data.ValueKind == JsonValueKind.Object
        && Data.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
