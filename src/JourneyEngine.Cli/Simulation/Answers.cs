using System.Text.Json.Nodes;

namespace JourneyEngine.Cli.Simulation;

/// <summary>Reads what must be in an answer, and says in words what is not.</summary>
internal static class Answers
{
    public static IReadOnlyList<JsonObject> Rows(this JsonObject answer, string name) =>
        answer[name] is JsonArray rows ? [.. rows.OfType<JsonObject>()] : throw Missing(name);

    public static JsonObject Part(this JsonObject answer, string name) =>
        answer[name] as JsonObject ?? throw Missing(name);

    public static string Text(this JsonObject answer, string name) => Value<string>(answer, name);

    public static long Number(this JsonObject answer, string name) => Value<long>(answer, name);

    /// <returns>Null where the answer has none: a rate of nobody.</returns>
    public static double? Rate(this JsonObject answer, string name) =>
        answer[name] is null ? null : Value<double>(answer, name);

    private static T Value<T>(JsonObject answer, string name) =>
        answer[name] is JsonValue value && value.TryGetValue<T>(out var read) ? read : throw Missing(name);

    private static EngineException Missing(string name) =>
        new($"The engine's answer lacks '{name}'. Is it of the same version as this program?");
}
