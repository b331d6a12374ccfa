using System.ComponentModel.DataAnnotations;
using JourneyEngine.Settings;

namespace JourneyEngine.Host.Monitoring;

/// <summary>Who may read what operators watch, and where it is sent.</summary>
public sealed record MetricsSettings
{
    [Setting(
        "JOURNEY_METRICS_KEY",
        "Whoever reads /metrics (Prometheus) sends it as a bearer token",
        Takes = "16 characters or more: 'openssl rand -base64 24' makes some",
        Absent = "anybody reads it in development; there is no /metrics otherwise",
        IsSecret = true
    )]
    [MinLength(16)]
    public string? Key { get; init; }

    [Setting(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "Where an OpenTelemetry collector takes traces and metrics; the other variables of its specification (headers, protocol, sampler, service name) hold, too",
        Takes = "an address, such as http://127.0.0.1:4317",
        Absent = "nothing is sent"
    )]
    public Uri? Collector { get; init; }
}
