using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyEngine.Contracts;
using JourneyEngine.Http.Bodies;

namespace JourneyEngine.Personalization.Slots;

/// <summary>A content as it is sent, in the words of <see cref="Contracts.Content"/>.</summary>
[JsonConverter(typeof(Converter))]
[ReadAs(typeof(Content))]
public sealed record SentContent(Content Content)
{
    private sealed class Converter : JsonConverter<SentContent>
    {
        public override SentContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return new SentContent(JsonSerializer.Deserialize<Content>(ref reader, options)!);
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
}
