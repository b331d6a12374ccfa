using JourneyEngine.Dashboard;
using JourneyEngine.Host.Monitoring;
using JourneyEngine.Host.Tracker;
using JourneyEngine.Http.Bodies;
using JourneyEngine.Http.Limits;
using JourneyEngine.Http.Parameters;
using JourneyEngine.Log.Hosts;
using JourneyEngine.Rights.Addresses;
using JourneyEngine.Rights.Fulfilment;
using JourneyEngine.Rights.OpenDsr;
using JourneyEngine.Rights.Pages;
using JourneyEngine.Rights.Privacy;
using JourneyEngine.Sites.Limits;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Scalar.AspNetCore;

namespace JourneyEngine.Host;

/// <summary>What every request passes, and all routes.</summary>
internal static class RequestPipeline
{
    public static WebApplication Map(WebApplication app, Metrics metrics)
    {
        app.UseExceptionHandler();
        app.UseRequestLanguage();
        // An address that there is not, or a verb that it does not take, is answered in the form of all errors.
        app.UseStatusCodePages(it =>
            IsForPrograms(it.HttpContext) ? BareProblems.Answer(it.HttpContext) : Task.CompletedTask
        );
        metrics.Map(app);
        app.UseDatabaseCircuit(NeedsDatabase);
        app.UseJsonCharset();
        app.UseCors();
        app.UseSenderLimits();
        app.UseWrongTokenLimit("/privacy", "/dashboard/sign-in");
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseKnownParameters();
        app.UseConfigurationAudit();
        app.UseAntiforgery();
        app.UseTokenGate();
        app.MapHealth();
        app.MapJourneyEngine();
        app.MapVisitorsRights();
        app.MapOpenDsr();
        app.MapFulfilment();
        app.MapAddresses();
        app.MapPages();
        app.MapDashboard();
        app.MapTracker();
        app.MapOpenApi();
        // Nothing on the page is fetched from elsewhere, and nothing tells on who reads it.
        app.MapScalarApiReference(
            "/docs",
            it =>
                it.WithTitle("JourneyEngine")
                    .DisableDefaultFonts()
                    .DisableTelemetry()
                    .DisableAgent()
                    .DisableMcp()
                    .HideDeveloperTools()
        );
        return app;
    }

    /// <remarks>Also what is no address at all; an address of a page answers for itself.</remarks>
    private static bool IsForPrograms(HttpContext http) =>
        http.GetEndpoint() is not RouteEndpoint
        || http.Request.Path.StartsWithSegments("/v1")
        || http.Request.Path.StartsWithSegments("/ofrep")
        || http.Request.Path.StartsWithSegments("/health");

    private static bool NeedsDatabase(PathString path) =>
        path.StartsWithSegments("/v1")
        || path.StartsWithSegments("/ofrep")
        || path.StartsWithSegments("/privacy")
        || path.StartsWithSegments("/sourceConfig")
        || path.StartsWithSegments("/beacon")
        || path.StartsWithSegments("/cdn");

    public static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = 10_000;
        kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
    }
}
