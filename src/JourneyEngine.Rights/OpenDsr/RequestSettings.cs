using System.Globalization;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>How requests of controllers are dealt with.</summary>
/// <param name="Wait">How long a request can be cancelled before it is acted on, in seconds (<c>JOURNEY_REQUESTS_WAIT</c>); an hour where absent.</param>
/// <param name="Certificate">Certificate of the host's domain and its key, PEM (<c>JOURNEY_REQUESTS_CERTIFICATE</c>); the engine's own where absent.</param>
public sealed record RequestSettings(TimeSpan Wait, string? Certificate = null)
{
    /// <exception cref="IOException">A setting cannot be read; the message says which.</exception>
    public static RequestSettings FromEnvironment() => new(
        Given("JOURNEY_REQUESTS_WAIT") is not { } wait ? TimeSpan.FromHours(1)
        : double.TryParse(wait, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e6 ? TimeSpan.FromSeconds(seconds)
        : throw new IOException("JOURNEY_REQUESTS_WAIT is a number of seconds such as 3600."),
        Given("JOURNEY_REQUESTS_CERTIFICATE"));

    private static string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
