using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Http.Bodies;
using JourneyEngine.Log;

namespace JourneyEngine.Funnels;

/// <summary>Reads a funnel from text, as it would be sent to <c>PUT /v1/funnels/{name}</c>.</summary>
public static class ReadFunnel
{
    /// <returns>The funnel, with version 0: it is no version of any.</returns>
    /// <exception cref="UnacceptableException">It is no JSON (with the line), or not a funnel (with every place that is
    /// wrong).</exception>
    public static FunnelDefined Of(string name, string json, DateTimeOffset at)
    {
        var body = Body(json);
        return FunnelValidator.Errors(name, body).ToArray() is { Length: > 0 } errors
            ? throw new UnacceptableException(string.Join(" ", errors))
            : new FunnelDefined(name, 0, body.ToStages(), at);
    }

    private static FunnelBody Body(string json)
    {
        try
        {
            var body =
                JsonSerializer.Deserialize<FunnelBody>(json, FactJson.Options)
                ?? throw new UnacceptableException("A funnel is a JSON object.");
            UnknownMembers.Refuse(JsonElement.Parse(json), typeof(FunnelBody), FactJson.Options);
            return body;
        }
        catch (JsonException failure)
        {
            throw new UnacceptableException(
                $"Line {failure.LineNumber + 1}, column {failure.BytePositionInLine + 1}: this is not the JSON of "
                    + $"a funnel{(failure.Path is { Length: > 1 } path ? $" (at {path})" : "")}."
            );
        }
    }
}
