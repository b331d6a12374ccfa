using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Http.Bodies;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Personalization.Slots;

/// <summary>Reads a slot from a file, as it would be sent to <c>PUT /v1/slots/{slot}</c>.</summary>
public static class ReadSlot
{
    /// <param name="latest">The slot as it is.</param>
    /// <exception cref="UnacceptableException">It is no JSON (with the line), or not a slot (with every place that is
    /// wrong).</exception>
    public static SlotDefined Of(SlotDefined latest, string json, FoldRules rules, DateTimeOffset at)
    {
        var body = Body(json);
        var funnel = body.FunnelAmong(rules.Funnels, latest.Funnel);
        var errors = SlotValidator.Errors(latest.Slot, body, funnel).ToArray();
        return errors.Length == 0
            ? body.ToSlot(latest.Slot, 0, at, funnel?.Name)
            : throw new UnacceptableException(string.Join(" ", errors));
    }

    /// <exception cref="UnacceptableException">There is no such slot.</exception>
    public static async Task<SlotDefined> Latest(
        NpgsqlConnection connection,
        string site,
        string slot,
        CancellationToken cancellation
    ) =>
        await ConfigurationStreams.Latest<SlotDefined>(connection, site, StreamNames.Slot(slot), cancellation)
        ?? throw new UnacceptableException($"There is no slot '{slot}'.");

    private static SlotBody Body(string json)
    {
        try
        {
            var body =
                JsonSerializer.Deserialize<SlotBody>(json, FactJson.Options)
                ?? throw new UnacceptableException("A slot is a JSON object.");
            UnknownMembers.Refuse(JsonElement.Parse(json), typeof(SlotBody), FactJson.Options);
            return body;
        }
        catch (JsonException failure)
        {
            var (line, column, path) = Place(failure);
            throw new UnacceptableException(
                $"Line {line + 1}, column {column + 1}: this is not the JSON of a "
                    + $"slot{(path is { Length: > 1 } ? $" (at {path})" : "")}."
            );
        }
    }

    /// <remarks>What is wrong inside a content is counted from its first byte, which is the one read last.</remarks>
    private static (long? Line, long? Column, string? Path) Place(JsonException failure)
    {
        if (failure.InnerException is not JsonException { Path: { } path } inner)
            return (failure.LineNumber, failure.BytePositionInLine, failure.Path);
        var before = inner.LineNumber == 0 ? failure.BytePositionInLine - 1 : 0;
        return (failure.LineNumber + inner.LineNumber, before + inner.BytePositionInLine, failure.Path + path[1..]);
    }
}
