using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;
using JourneyEngine.Http.Bodies;

namespace JourneyEngine.Personalization.Slots;

/// <summary>A content as it is sent, in the words of <see cref="Contracts.Content"/>. Names are in their one form: a content
/// is another one by its name, and not by what cannot be seen in it.</summary>
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
                return new SentContent(Named(JsonSerializer.Deserialize<Content>(ref reader, options)!));
            }
            catch (JsonException failure)
            {
                // Its place is counted from the beginning of the content: the reader of the whole slot says where that
                // is.
                throw new JsonException(failure.Message, failure);
            }
        }

        private static Content Named(Content sent) =>
            sent with
            {
                // A line break is refused rather than made a space.
                Name = sent.Name is null || sent.Name.Any(char.IsControl) ? sent.Name! : NormalText.Name(sent.Name),
                Stages = Names(sent.Stages),
                After = Names(sent.After),
                AfterAccepted = Names(sent.AfterAccepted),
                AfterDeclined = Names(sent.AfterDeclined),
            };

        private static string[]? Names(string[]? sent) =>
            sent is null ? null : Array.ConvertAll(sent, it => it is null ? null! : NormalText.Name(it));

        public override void Write(Utf8JsonWriter writer, SentContent value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Content, options);
    }
}
