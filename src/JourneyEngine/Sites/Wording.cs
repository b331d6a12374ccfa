using System.Text.Json;
using System.Text.Json.Serialization;

namespace JourneyEngine.Sites;

/// <summary>Reads a text by language (<c>{"en":"...","he":"..."}</c>); a text alone is English.</summary>
internal sealed class Wording : JsonConverter<IReadOnlyDictionary<string, string>>
{
    private const string Alone = "en";

    public override IReadOnlyDictionary<string, string>? Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        reader.TokenType == JsonTokenType.String
            ? new Dictionary<string, string> { [Alone] = reader.GetString()! }
            : JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options);

    public override void Write(
        Utf8JsonWriter writer,
        IReadOnlyDictionary<string, string> value,
        JsonSerializerOptions options
    ) => JsonSerializer.Serialize(writer, value, options);
}
