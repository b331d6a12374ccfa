using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Sites;
using OpenTelemetry.Metrics;

namespace JourneyEngine.Host.Monitoring;

/// <summary>What operators watch, in the form of Prometheus: the engine's own figures, and those of ASP.NET, Npgsql and
/// the runtime. None has a label that names a visitor, a site or a key.</summary>
/// <param name="Key">Whoever reads the metrics sends it as <c>Authorization: Bearer</c>.</param>
/// <param name="Open">Whether anybody may read them: in development, where no key is set.</param>
internal sealed record Metrics(string? Key, bool Open)
{
    private const string Path = "/metrics";

    public static Metrics Of(MetricsSettings settings, bool development) =>
        new(settings.Key, development && settings.Key is null);

    /// <param name="collector">Where they are sent, too; null for nowhere.</param>
    public void Add(IServiceCollection services, Uri? collector)
    {
        if (Key is null && !Open && collector is null)
            return;
        var telemetry = services
            .AddOpenTelemetry()
            .WithMetrics(it =>
                it.AddMeter(
                    Engine.MeterName,
                    "Microsoft.AspNetCore.Hosting",
                    "Microsoft.AspNetCore.Server.Kestrel",
                    "Npgsql",
                    "System.Runtime"
                )
            );
        if (Key is not null || Open)
            telemetry.WithMetrics(it => it.AddPrometheusExporter(exporter => exporter.ScrapeEndpointPath = Path));
    }

    /// <remarks>Where nobody may read them, there is no such place.</remarks>
    public void Map(WebApplication app)
    {
        if (Key is not null || Open)
            app.UseOpenTelemetryPrometheusScrapingEndpoint(it => it.Request.Path == Path && MayRead(it.Request));
    }

    private bool MayRead(HttpRequest request) =>
        Open
        || (
            KeyAuthentication.Presented(request.Headers) is { } presented
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(presented), Encoding.UTF8.GetBytes(Key!))
        );
}
