using System.ComponentModel.DataAnnotations;
using JourneyEngine.Settings;

namespace JourneyEngine.Host.Monitoring;

/// <summary>Who may read what operators watch.</summary>
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
}
