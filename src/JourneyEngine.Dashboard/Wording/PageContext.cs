using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Dashboard.Wording;

/// <summary>How somebody wants to see the dashboard: chosen in the address, else before.</summary>
/// <param name="Theme"><c>light</c>, <c>dark</c>, or <c>auto</c> for what the system prefers.</param>
public sealed record PageContext(string Theme)
{
    /// <summary>Keeps the language that somebody chose; the host makes it the language of a request.</summary>
    public const string LanguageCookie = "journey-dashboard-lang";

    private const string ThemeCookie = "journey-dashboard-theme";
    private static readonly string[] Languages = ["en", "he"];
    private static readonly string[] Themes = ["auto", "light", "dark"];

    public static string Language => CultureInfo.CurrentUICulture.Name;

    public static string Direction => Language == "he" ? "rtl" : "ltr";

    public static PageContext Of(HttpContext http)
    {
        Keep(http, "lang", LanguageCookie, Languages);
        return new PageContext(Keep(http, "theme", ThemeCookie, Themes) ?? "auto");
    }

    private static string? Keep(HttpContext http, string name, string cookie, string[] known)
    {
        if (known.Contains(http.Request.Query[name].ToString()))
        {
            http.Response.Cookies.Append(
                cookie,
                http.Request.Query[name]!,
                new()
                {
                    MaxAge = TimeSpan.FromDays(365),
                    SameSite = SameSiteMode.Lax,
                    HttpOnly = true,
                    Secure = http.Request.IsHttps,
                    Path = "/dashboard",
                }
            );
            return http.Request.Query[name];
        }

        return known.FirstOrDefault(it => it == http.Request.Cookies[cookie]);
    }
}
