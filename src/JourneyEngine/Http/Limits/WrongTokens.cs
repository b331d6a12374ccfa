using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Http.Limits;

/// <summary>Who tries links, cookies and forms that open nothing is not listened to for a while.</summary>
public static class WrongTokens
{
    /// <param name="places">Where a link, a cookie or a form opens something.</param>
    public static void UseWrongTokenLimit(this IApplicationBuilder app, params string[] places)
    {
        var limits = app.ApplicationServices.GetRequiredService<RateLimits>();
        app.UseWhen(
            http => Array.Exists(places, it => http.Request.Path.StartsWithSegments(it)) && Presents(http.Request),
            it => it.Use((http, next) => Check(http, next, limits))
        );
    }

    private static async Task Check(HttpContext http, RequestDelegate next, RateLimits limits)
    {
        var network = NetworkAddress.Of(http.Connection.RemoteIpAddress);
        if (limits.OfWrong(Limit.WrongTokens, network) is { } limited)
        {
            await LimitAnswers.Of(http, limited).ExecuteAsync(http);
            return;
        }

        http.Response.OnStarting(() =>
        {
            if (IsWrong(http.Response.StatusCode))
                limits.CountWrong(Limit.WrongTokens, network);
            return Task.CompletedTask;
        });
        await next(http);
    }

    /// <remarks>Who brings nothing tries nothing; a cookie of the site's own, on the same origin, is none of ours.</remarks>
    private static bool Presents(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method)
        || request.Query.Count > 0
        || request.Cookies.Any(it => it.Key.StartsWith(VisitorCookie.Name, StringComparison.Ordinal));

    private static bool IsWrong(int status) =>
        status
            is StatusCodes.Status400BadRequest
                or StatusCodes.Status401Unauthorized
                or StatusCodes.Status403Forbidden
                or StatusCodes.Status404NotFound;
}
