using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection;

/// <summary>Gives a visitor of the engine's own tracker an id, in a cookie that no script can read; nobody is named who
/// may not be measured.</summary>
public static class NameVisitor
{
    private const int LargestBody = 4 * 1024;

    /// <summary>The mode of a site that stores nothing of a visitor who has not chosen.</summary>
    private const string NoMode = "none";

    /// <param name="New">False where the browser brought a cookie of this site that holds.</param>
    public sealed record Named(bool New);

    /// <param name="WriteKey">Of the site, where it is not in the headers.</param>
    /// <param name="Granted">Purposes that the visitor consented to, as far as the page knows.</param>
    /// <param name="Refused">Purposes that the visitor refused.</param>
    private sealed record Asked(string? WriteKey = null, string[]? Granted = null, string[]? Refused = null);

    /// <returns>204 and no cookie where the visitor, or without a choice of theirs the site, wants nothing
    /// stored.</returns>
    public static async Task<IResult> Handle(
        HttpContext http,
        PresentedKeys keys,
        VisitorCookie cookies,
        SiteConfiguration configuration,
        CancellationToken cancellation
    )
    {
        RequireFirstParty(http.Request);
        var asked = await Read(http.Request, cancellation);
        var key = (KeyAuthentication.Presented(http.Request.Headers) ?? asked.WriteKey) is { } presented
            ? await keys.Of(http, presented)
            : null;
        if (key is null)
            throw new UnacceptableException(
                "Send the site's write key: Bearer, or writeKey in the body.",
                StatusCodes.Status401Unauthorized
            );
        if (key.Scope != KeyScope.Write)
            throw new UnacceptableException(
                "Read and admin keys name no visitor; send the write key.",
                StatusCodes.Status403Forbidden
            );
        if (!key.Serves(http.Request))
            throw new UnacceptableException(KeyAuthentication.OtherOrigin, StatusCodes.Status403Forbidden);
        http.Response.Headers.CacheControl = "no-store";
        if (!await MayMeasure(key.Site, asked, configuration, cancellation))
        {
            if (http.Request.Cookies.ContainsKey(VisitorCookie.Name))
                VisitorCookie.Clear(http.Response);
            return Results.NoContent();
        }

        if (cookies.Read(http.Request, key.Site) is not null)
            return Results.Ok(new Named(false));
        cookies.Mint(http.Response, key.Site);
        return Results.Ok(new Named(true));
    }

    /// <exception cref="UnacceptableException">403: the page that asks is another origin's.</exception>
    internal static void RequireFirstParty(HttpRequest request)
    {
        if (!VisitorCookie.IsFirstParty(request))
            throw new UnacceptableException(
                "Only pages of this same origin may ask for this.",
                StatusCodes.Status403Forbidden
            );
    }

    private static async ValueTask<bool> MayMeasure(
        string site,
        Asked asked,
        SiteConfiguration configuration,
        CancellationToken cancellation
    )
    {
        if (asked.Refused?.Contains(Purpose.Measure) == true)
            return false;
        return asked.Granted?.Contains(Purpose.Measure) == true
            || (await configuration.Latest<ModeChanged>(site, StreamNames.Mode, cancellation))?.Mode != NoMode;
    }

    private static async Task<Asked> Read(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            using var body = await ReadBody.Read(request, LargestBody, [], cancellation);
            if (body.Bytes.IsEmpty)
                return new Asked();
            TokenGate.Check(body.Bytes.Span);
            return JsonSerializer.Deserialize<Asked>(body.Bytes.Span, JsonSerializerOptions.Web) ?? new Asked();
        }
        catch (RefusedException refused)
        {
            throw new UnacceptableException(refused.Message, refused.Status);
        }
        catch (JsonException)
        {
            throw new UnacceptableException(
                "Send {\"writeKey\":\"wk_...\",\"granted\":[\"measure\"],\"refused\":[]}.",
                StatusCodes.Status400BadRequest
            );
        }
    }
}
