using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyEngine.Contracts;

namespace JourneyEngine.Personalization.Slots;

/// <summary>A content as it is sent, in the words of <see cref="Contracts.Content"/>.</summary>
/// <param name="Unknown">What is said in other words: each a sentence that names the word and those that are
/// known.</param>
[JsonConverter(typeof(Converter))]
public sealed record SentContent(Content Content, IReadOnlyList<string> Unknown)
{
    private sealed class Converter : JsonConverter<SentContent>
    {
        public override SentContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var sent = reader;
            try
            {
                var content = JsonSerializer.Deserialize<Content>(ref reader, options)!;
                return new SentContent(content, [.. UnknownIn(JsonElement.ParseValue(ref sent), typeof(Content))]);
            }
            catch (JsonException failure)
            {
                // Its place is counted from the beginning of the content: the reader of the whole slot says where that
                // is.
                throw new JsonException(failure.Message, failure);
            }
        }

        public override void Write(Utf8JsonWriter writer, SentContent value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Content, options);
    }

    private static IEnumerable<string> UnknownIn(JsonElement sent, Type type)
    {
        var words = type.GetProperties()
            .ToDictionary(
                it => JsonNamingPolicy.CamelCase.ConvertName(it.Name),
                it => it.PropertyType,
                StringComparer.OrdinalIgnoreCase
            );
        foreach (var member in sent.EnumerateObject())
        {
            if (!words.TryGetValue(member.Name, out var part))
                yield return $"has no '{member.Name}'. Known are: {string.Join(", ", words.Keys)}.";
            else if (member.Value.ValueKind == JsonValueKind.Object && part.Assembly == type.Assembly)
            {
                foreach (var unknown in UnknownIn(member.Value, part))
                    yield return unknown;
            }
        }
    }
}
