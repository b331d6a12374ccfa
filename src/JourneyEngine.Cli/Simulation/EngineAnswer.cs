using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.Cli.Simulation;

/// <summary>What came of one call.</summary>
/// <param name="Answer">Null if there is none that can be used.</param>
/// <param name="TryAgainIn">Null if trying again does not help.</param>
/// <param name="Error">Why there is no answer.</param>
internal sealed record EngineAnswer(JsonObject? Answer, TimeSpan? TryAgainIn = null, EngineException? Error = null)
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static EngineAnswer Of(HttpResponseMessage answer, string body, string asked, Uri address)
    {
        try
        {
            return answer.IsSuccessStatusCode
                ? new(JsonNode.Parse(body) as JsonObject, Error: NoEngine(asked, address))
                : new(
                    null,
                    PauseAsked(answer),
                    new($"The engine answered {(int)answer.StatusCode} to {asked}: {Words(body)}")
                );
        }
        catch (JsonException)
        {
            return new(null, null, NoEngine(asked, address));
        }
    }

    /// <summary>The detail of a problem+json; what is none is told as it came, and not at length.</summary>
    public static string Words(string body)
    {
        try
        {
            if (
                JsonNode.Parse(body) is JsonObject problem
                && (problem["detail"] ?? problem["title"]) is JsonValue words
            )
                return words.ToString();
        }
        catch (JsonException)
        {
            // A proxy's page, or nothing.
        }

        return body.Length <= 200 ? body : body[..200] + " ...";
    }

    private static EngineException NoEngine(string asked, Uri address) =>
        new($"What answered {asked} at {address} is no journey engine: it sent no JSON object.");

    private static TimeSpan? PauseAsked(HttpResponseMessage answer) =>
        answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            ? null
            : answer.Headers.RetryAfter?.Delta ?? answer.Headers.RetryAfter?.Date - DateTimeOffset.UtcNow ?? Pause;
}
