using JourneyEngine.Dashboard.Wording;
using Microsoft.AspNetCore.Localization;

namespace JourneyEngine.Host;

/// <summary>The language of a page: asked for in the address, else chosen before, else what the browser prefers, else
/// English.</summary>
internal static class RequestLanguage
{
    private static readonly string[] Languages = ["en", "he"];
    private static readonly PathString[] Pages = ["/dashboard", "/privacy"];

    public static void UseRequestLanguage(this IApplicationBuilder app) =>
        app.UseWhen(
            it => Array.Exists(Pages, page => it.Request.Path.StartsWithSegments(page)),
            pages =>
                pages.UseRequestLocalization(it =>
                {
                    it.SetDefaultCulture(Languages[0]);
                    it.AddSupportedUICultures(Languages);
                    it.RequestCultureProviders =
                    [
                        new CustomRequestCultureProvider(http => Task.FromResult(Of(http.Request))),
                    ];
                })
        );

    private static ProviderCultureResult? Of(HttpRequest request)
    {
        var known = Wishes(request).FirstOrDefault(Languages.Contains);
        return known is null ? null : new ProviderCultureResult([], [known]);
    }

    private static IEnumerable<string?> Wishes(HttpRequest request) =>
        [
            request.Query["lang"],
            request.Cookies[PageContext.LanguageCookie],
            .. request
                .GetTypedHeaders()
                .AcceptLanguage.OrderByDescending(it => it.Quality ?? 1)
                .Select(it => it.Value.Value?.Split('-')[0].ToLowerInvariant()),
        ];
}
