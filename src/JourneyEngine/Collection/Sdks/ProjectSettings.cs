using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection.Sdks;

/// <summary>What Segment's browser SDK asks for before it sends anything.</summary>
public static class ProjectSettings
{
    public static async Task<IResult> Handle(string key, HttpContext http, PresentedKeys keys) =>
        await keys.Of(http, key) is { Scope: KeyScope.Write }
            ? Results.Ok(
                new Dictionary<string, object>
                {
                    ["integrations"] = new Dictionary<string, object>
                    {
                        ["Segment.io"] = new
                        {
                            apiKey = key,
                            apiHost = $"{http.Request.Host}/v1",
                            protocol = http.Request.Scheme,
                        },
                    },
                }
            )
            : Results.Problem(
                "There is no such write key.",
                statusCode: StatusCodes.Status404NotFound,
                title: "No such project"
            );
}
