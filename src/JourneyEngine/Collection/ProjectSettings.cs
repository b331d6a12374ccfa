using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection;

/// <summary>What Segment's browser SDK asks for before it sends anything.</summary>
public static class ProjectSettings
{
    public static async Task<IResult> Handle(
        string key,
        HttpRequest request,
        PresentedKeys keys,
        CancellationToken cancellation
    ) =>
        await keys.Find(key, cancellation) is { Scope: KeyScope.Write }
            ? Results.Ok(
                new Dictionary<string, object>
                {
                    ["integrations"] = new Dictionary<string, object>
                    {
                        ["Segment.io"] = new
                        {
                            apiKey = key,
                            apiHost = $"{request.Host}/v1",
                            protocol = request.Scheme,
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
