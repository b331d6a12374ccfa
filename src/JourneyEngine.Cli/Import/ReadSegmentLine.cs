using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.Cli.Import;

/// <summary>A line of Segment's NDJSON: a call as an SDK would make it.</summary>
internal static class ReadSegmentLine
{
    public static LineRead Of(FileLine line, Salt salt)
    {
        if (line.Bytes is not { } bytes)
            return LineRead.Wrong(1, $"the line is longer than {FileLines.Longest / 1024} KB");
        if (bytes.AsSpan().TrimEnd((byte)'\r').IsEmpty)
            return new(null, "empty");
        try
        {
            return JsonNode.Parse(bytes) is JsonObject call
                ? Call(call, line, salt)
                : LineRead.Wrong(1, "this is no JSON object");
        }
        catch (JsonException wrong)
        {
            return LineRead.Wrong((int)(wrong.BytePositionInLine ?? 0) + 1, "this is not JSON");
        }
        catch (ArgumentException)
        {
            return LineRead.Wrong(1, "a member of the object comes twice");
        }
    }

    private static LineRead Call(JsonObject call, FileLine line, Salt salt)
    {
        if (Text(call, "type") is null)
            return LineRead.Wrong(1, "it has no type: page, track, screen, identify, alias or group");
        if ((Text(call, "timestamp") ?? Text(call, "originalTimestamp")) is null)
            return LineRead.Wrong(1, "it has no timestamp, so nobody can tell when it happened");
        // The time in a history is right already: told when it was sent, the engine would correct it by the years
        // since.
        call.Remove("sentAt");
        call.Remove("writeKey");
        (call["context"] as JsonObject)?.Remove("ip");
        if (Text(call, "messageId") is null)
            call["messageId"] = "import-" + MarkOf(line, salt);
        return new(call);
    }

    /// <summary>Of where the line is and what it says: the same at a second import.</summary>
    internal static string MarkOf(FileLine line, Salt salt)
    {
        var place = new byte[sizeof(int) + line.Bytes!.Length];
        BinaryPrimitives.WriteInt32LittleEndian(place, line.Number);
        line.Bytes.CopyTo(place, sizeof(int));
        return salt.Mark(place);
    }

    private static string? Text(JsonObject of, string name) =>
        of[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
