using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Log;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Sites;

/// <summary>Answers with a configuration as it was saved, and with <c>warnings</c> of what in it is hardly
/// meant.</summary>
internal static class ConfigurationResponse
{
    public static IResult Answer<T>(T defined, string[] warnings)
        where T : class
    {
        var answer = JsonSerializer.SerializeToNode(defined, FactJson.Options)!.AsObject();
        if (warnings.Length > 0)
            answer["warnings"] = new JsonArray([.. warnings.Select(it => (JsonNode)it)]);
        return Results.Json(answer);
    }
}
