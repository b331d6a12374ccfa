using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Dashboard.Wording;

/// <summary>How somebody wants to see the dashboard: chosen in the address, else before, else what the browser prefers.</summary>
/// <param name="Theme"><c>light</c>, <c>dark</c>, or <c>auto</c> for what the system prefers.</param>
public sealed record View(Words Words, string Theme)
{
    private const string LanguageCookie = "journey-dashboard-lang";
    private const string ThemeCookie = "journey-dashboard-theme";
    private static readonly string[] Languages = ["en", "he"];
    private static readonly string[] Themes = ["auto", "light", "dark"];

    public static View Of(HttpContext http)
    {
        var language = Chosen(http, "lang", LanguageCookie, Languages) ?? (PrefersHebrew(http.Request) ? "he" : "en");
        return new View(language == "he" ? Words.Hebrew : Words.English, Chosen(http, "theme", ThemeCookie, Themes) ?? "auto");
    }

    private static string? Chosen(HttpContext http, string name, string cookie, string[] known)
    {
        if (known.Contains(http.Request.Query[name].ToString()))
        {
            http.Response.Cookies.Append(cookie, http.Request.Query[name]!, new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Path = "/dashboard" });
            return http.Request.Query[name];
        }

        return known.FirstOrDefault(it => it == http.Request.Cookies[cookie]);
    }

    private static bool PrefersHebrew(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.OrderByDescending(it => it.Quality ?? 1).Select(it => it.Value.ToString())
            .FirstOrDefault(it => it.StartsWith("he", StringComparison.OrdinalIgnoreCase) || it.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            ?.StartsWith("he", StringComparison.OrdinalIgnoreCase) == true;
}
