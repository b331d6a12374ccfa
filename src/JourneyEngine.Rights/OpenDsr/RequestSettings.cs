using System.ComponentModel.DataAnnotations;
using JourneyEngine.Settings;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>How requests of controllers are dealt with.</summary>
public sealed record RequestSettings
{
    [Setting(
        "JOURNEY_REQUESTS_WAIT",
        "How long a controller's request can be cancelled before it is acted on, in seconds",
        Takes = "a number from 0 to 999999, such as 3600"
    )]
    [Range(0, 999_999.0)]
    public double WaitSeconds { get; init; } = 3600;

    [Setting(
        "JOURNEY_REQUESTS_CERTIFICATE",
        "The certificate of the host's domain, by which answers to controllers are signed",
        Takes = "a PEM file that holds the certificate and its private key",
        Absent = "the engine's own"
    )]
    [FilePlace]
    public string? Certificate { get; init; }

    public TimeSpan Wait => TimeSpan.FromSeconds(WaitSeconds);
}
