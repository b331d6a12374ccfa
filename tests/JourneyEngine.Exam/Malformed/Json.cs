using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.Exam.Malformed;

/// <summary>Texts that nearly follow a schema.</summary>
/// <param name="schemas">Those that others refer to.</param>
internal sealed class Json(JsonObject schemas)
{
    private const int Deepest = 8;
    private const int OneIsHostileOf = 14;

    public string Of(JsonObject schema, Random chance)
    {
        var text = new StringBuilder();
        Write(schema, text, chance, 0);
        return text.ToString();
    }

    private void Write(JsonObject schema, StringBuilder text, Random chance, int depth)
    {
        if (depth > Deepest || chance.Next(OneIsHostileOf) == 0)
        {
            text.Append(Hostile.Token(chance));
            return;
        }

        if ((string?)schema["$ref"] is { } reference && schemas[reference.Split('/')[^1]] is JsonObject referred)
        {
            Write(referred, text, chance, depth);
            return;
        }

        if (
            (schema["oneOf"] ?? schema["anyOf"]) is JsonArray { Count: > 0 } some
            && some[chance.Next(some.Count)] is JsonObject one
        )
        {
            Write(one, text, chance, depth + 1);
            return;
        }

        if (schema["enum"] is JsonArray { Count: > 0 } values && chance.Next(4) > 0)
            text.Append(values[chance.Next(values.Count)]?.ToJsonString() ?? "null");
        else
            WriteTyped(schema, text, chance, depth);
    }

    private void WriteTyped(JsonObject schema, StringBuilder text, Random chance, int depth)
    {
        switch (TypeOf(schema))
        {
            case "object":
                WriteObject(schema, text, chance, depth);
                break;
            case "array":
                text.Append('[');
                for (var count = chance.Next(4); count > 0; count--)
                {
                    Write(schema["items"] as JsonObject ?? [], text, chance, depth + 1);
                    text.Append(count > 1 ? "," : "");
                }

                text.Append(']');
                break;
            case "integer" or "number":
                text.Append(chance.Next(-2, 40));
                break;
            case "boolean":
                text.Append(chance.Next(2) == 0 ? "true" : "false");
                break;
            default:
                text.Append(Word(schema, chance));
                break;
        }
    }

    private void WriteObject(JsonObject schema, StringBuilder text, Random chance, int depth)
    {
        text.Append('{');
        var first = true;
        var properties = (schema["properties"] as JsonObject ?? []).Where(_ => chance.Next(6) > 0).ToList();
        if (schema["additionalProperties"] is JsonObject other)
            properties.AddRange(
                Enumerable.Range(0, chance.Next(3)).Select(it => KeyValuePair.Create($"k{it}", (JsonNode?)other))
            );
        if (chance.Next(20) == 0)
            properties.Add(KeyValuePair.Create(Hostile.Text(chance), (JsonNode?)new JsonObject()));
        foreach (var (name, value) in properties)
        {
            text.Append(first ? "" : ",").Append(JsonSerializer.Serialize(name)).Append(':');
            first = false;
            Write(value as JsonObject ?? [], text, chance, depth + 1);
        }

        text.Append('}');
    }

    private static string Word(JsonObject schema, Random chance) =>
        (string?)schema["format"] switch
        {
            "date-time" when chance.Next(3) > 0 => $"\"2026-11-{chance.Next(1, 31):00}T10:00:00Z\"",
            "date" when chance.Next(3) > 0 => $"\"2026-11-{chance.Next(1, 31):00}\"",
            _ when chance.Next(3) > 0 => JsonSerializer.Serialize(
                new[] { "page", "demo", "hero", "home", "v1", "exam", "en", "measure" }[chance.Next(8)]
            ),
            _ => JsonSerializer.Serialize(Hostile.Text(chance)),
        };

    /// <remarks>A type may be a list with "null".</remarks>
    private static string? TypeOf(JsonObject schema) =>
        schema["type"] switch
        {
            JsonArray many => many.Select(it => (string?)it).FirstOrDefault(it => it != "null"),
            JsonValue one => (string?)one,
            _ => schema["properties"] is null ? null : "object",
        };
}
