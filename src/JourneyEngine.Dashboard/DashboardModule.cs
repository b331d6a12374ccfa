using System.Security.Cryptography;
using JourneyEngine.Dashboard.Drafts;
using JourneyEngine.Dashboard.Pages;
using JourneyEngine.Dashboard.Reports;
using JourneyEngine.Dashboard.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace JourneyEngine.Dashboard;

/// <summary>The dashboard, for a host to take in.</summary>
public static class DashboardModule
{
    internal const string Nonce = "dashboard.nonce";

    /// <summary>A browser is silent for that long in a page that is not looked at, or on a busy machine.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    public static void AddDashboard(this IServiceCollection services, DashboardSettings settings)
    {
        services.AddSingleton(settings);
        services.AddDoors(settings);
        services.AddHttpClient<ReportApi>(it =>
        {
            it.BaseAddress = settings.Api;
            it.Timeout = TimeSpan.FromSeconds(60);
        });
        services.AddLocalization();
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents()
            .AddHubOptions(it => it.ClientTimeoutInterval = Silence);
        services.AddRadzenComponents();
        services.AddAntiforgery(it =>
        {
            it.Cookie.Name = settings.CookieName("form");
            it.Cookie.SecurePolicy = settings.OverHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
    }

    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets();
        routes
            .MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(it => it.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization(DashboardAuthentication.Look)
            .Finally(it => it.RequestDelegate = Guarded(it.RequestDelegate!));
        routes.MapSignIn(routes.ServiceProvider.GetRequiredService<DashboardSettings>());
        routes.MapDownloads();
        routes.MapSaves();
    }

    /// <summary>Own scripts only, by their nonce; nothing from elsewhere; in no frame, no cache, no index.</summary>
    /// <remarks>Charts say where things are in attributes of style: these are allowed, sheets of style in the page are
    /// not.</remarks>
    private static RequestDelegate Guarded(RequestDelegate next) =>
        http =>
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            http.Items[Nonce] = nonce;
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; "
                + "style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; form-action "
                + "'self'; base-uri 'self'; frame-ancestors 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-cache, no-store";
            headers["Referrer-Policy"] = "no-referrer";
            headers["X-Robots-Tag"] = "noindex";
            return next(http);
        };
}
