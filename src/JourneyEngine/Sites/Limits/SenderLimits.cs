using JourneyEngine.Http.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Sites.Limits;

/// <summary>Lets a request in by its network address, its key and its site, before anything of its body is read.</summary>
public static class SenderLimits
{
    /// <remarks>All addresses but those that say so (<see cref="DisableRateLimitingAttribute"/>).</remarks>
    public static void UseSenderLimits(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<RateLimits>();
        var keys = app.ApplicationServices.GetRequiredService<PresentedKeys>();
        app.Use(
            async (http, next) =>
            {
                if (IsLimited(http) && await Refusal(http, limits, keys) is { } limited)
                    await LimitAnswers.Of(http, limited).ExecuteAsync(http);
                else
                    await next(http);
            }
        );
    }

    private static bool IsLimited(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is null;

    private static async ValueTask<LimitedException?> Refusal(HttpContext http, RateLimits limits, PresentedKeys keys)
    {
        SiteKey? key = null;
        if (KeyAuthentication.Presented(http.Request.Headers) is { } presented)
        {
            try
            {
                key = await keys.Of(http, presented);
            }
            catch (LimitedException limited)
            {
                return limited;
            }
        }

        return limits.Refusal(SenderOf(http, key), isServer: key?.IsOfServer == true);
    }

    /// <param name="key">Null where it is not known yet.</param>
    internal static Sender SenderOf(HttpContext http, SiteKey? key) =>
        new(key?.Site ?? "", key?.Name ?? "", NetworkAddress.Of(http.Connection.RemoteIpAddress));
}
