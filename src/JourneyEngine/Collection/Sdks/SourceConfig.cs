using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection.Sdks;

/// <summary>What RudderStack's browser SDK asks for before it sends anything: it goes without a source, and ends where
/// it is told none.</summary>
public static class SourceConfig
{
    /// <param name="writeKey">Where it is not the user name of Basic authentication.</param>
    public static async Task<IResult> Handle(string? writeKey, HttpContext http, PresentedKeys keys)
    {
        var presented = KeyAuthentication.Presented(http.Request.Headers) ?? writeKey;
        if (presented is null || await keys.Of(http, presented) is not { Scope: KeyScope.Write } key)
        {
            return CollectAnswers.Problem(
                StatusCodes.Status401Unauthorized,
                "No valid key",
                "Send the site's write key: Basic as the user name, Bearer, or writeKey in the address."
            );
        }

        return key.Serves(http.Request)
            ? Results.Ok(new { source = SourceOf(presented) })
            : CollectAnswers.Problem(
                StatusCodes.Status403Forbidden,
                "Another key is needed",
                KeyAuthentication.OtherOrigin
            );
    }

    /// <remarks>Neither errors nor measurements of the SDK go to its maker, and no other product is loaded.</remarks>
    private static object SourceOf(string key)
    {
        var off = new { enabled = false };
        return new
        {
            id = key,
            name = "JourneyEngine",
            writeKey = key,
            workspaceId = key,
            enabled = true,
            config = new { statsCollection = new { errors = off, metrics = off } },
            destinations = Array.Empty<object>(),
            connections = Array.Empty<object>(),
        };
    }
}
