using System.Text.Json;
using System.Text.Json.Serialization;

namespace JourneyEngine.Contracts;

/// <summary>Declared properties of an interaction: a flat JSON object. Equal where their values are, however they are
/// written.</summary>
[JsonConverter(typeof(Json))]
public sealed class Properties(JsonElement values) : IEquatable<Properties>
{
    public JsonElement Values { get; } = values;

    public bool Equals(Properties? other) => other is not null && JsonElement.DeepEquals(Values, other.Values);

    public override bool Equals(object? obj) => Equals(obj as Properties);

    public override int GetHashCode() => Values.EnumerateObject().Count();

    private sealed class Json : JsonConverter<Properties>
    {
        public override Properties Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, Properties value, JsonSerializerOptions options) =>
            value.Values.WriteTo(writer);
    }
}
