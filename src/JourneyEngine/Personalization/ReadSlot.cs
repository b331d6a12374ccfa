using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Store;

namespace JourneyEngine.Personalization;

/// <summary>Reads a slot from a file, as it would be sent to <c>PUT /v1/slots/{slot}</c>.</summary>
public static class ReadSlot
{
    /// <exception cref="UnacceptableException">It is no JSON (with the line), or not a slot (with every place that is wrong).</exception>
    public static SlotDefined Of(string slot, string json, FoldRules rules, DateTimeOffset at)
    {
        var body = Body(json);
        var funnel = body.Funnel is null ? (rules.Funnels.Length == 1 ? rules.Funnels[0] : null) : rules.Find(body.Funnel);
        var errors = CheckSlot.Errors(slot, body, funnel).ToArray();
        return errors.Length == 0 ? body.ToSlot(slot, 0, at) : throw new UnacceptableException(string.Join(" ", errors));
    }

    private static SlotBody Body(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SlotBody>(json, FactJson.Options) ?? throw new UnacceptableException("A slot is a JSON object.");
        }
        catch (JsonException failure)
        {
            throw new UnacceptableException($"Line {failure.LineNumber + 1}, column {failure.BytePositionInLine + 1}: this is not the JSON of a slot{(failure.Path is { Length: > 1 } path ? $" (at {path})" : "")}.");
        }
    }
}
