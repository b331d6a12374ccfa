using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyEngine.Contracts;

namespace JourneyEngine.Log;

/// <summary>How facts are written and read: the same by Marten, by the capture writer, by replay and by the analysts'
/// tool.</summary>
public static class FactJson
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
        };

    public static string Write(object fact) => JsonSerializer.Serialize(fact, fact.GetType(), Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;

    public static T Read<T>(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<T>(json, Options)!;

    /// <exception cref="JsonException">The stored text is not the fact that its type name says.</exception>
    public static object Read(string type, ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, StoredFacts.ByName[type], Options)!;
}
