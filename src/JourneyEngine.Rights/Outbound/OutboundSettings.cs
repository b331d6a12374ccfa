using System.Globalization;

namespace JourneyEngine.Rights.Outbound;

/// <summary>Where messages to visitors go.</summary>
/// <param name="Way"><c>file</c>, <c>smtp://host:port</c>, <c>smtps://host:port</c> or <c>https://...</c> (<c>JOURNEY_OUTBOUND</c>); files in development and nowhere in production where absent.</param>
/// <param name="Folder">Where <c>file</c> puts them.</param>
/// <param name="AllowsLoopback">Whether a program on this machine may be called, in development only (<c>JOURNEY_OUTBOUND_LOOPBACK=true</c>).</param>
/// <param name="From">Sender of mails (<c>JOURNEY_MAIL_FROM</c>).</param>
/// <param name="User">For the mail server, where it asks for one (<c>JOURNEY_SMTP_USER</c>, <c>JOURNEY_SMTP_PASSWORD</c>).</param>
/// <param name="Pauses">How long it is waited before each new attempt, in seconds (<c>JOURNEY_OUTBOUND_PAUSES=60,600,3600,21600</c>).</param>
/// <param name="PublicUrl">What visitors call this host (<c>JOURNEY_PUBLIC_URL</c>).</param>
public sealed record OutboundSettings(
    string? Way, string Folder, bool AllowsLoopback, string? From, string? User, string? Password, IReadOnlyList<TimeSpan> Pauses, Uri? PublicUrl)
{
    private static readonly TimeSpan[] UsualPauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    /// <exception cref="IOException">A setting cannot be read; the message says which.</exception>
    public static OutboundSettings FromEnvironment(string dataFolder) => new(
        Given("JOURNEY_OUTBOUND"),
        Path.Combine(dataFolder, "outbox"),
        string.Equals(Given("JOURNEY_OUTBOUND_LOOPBACK"), "true", StringComparison.OrdinalIgnoreCase),
        Given("JOURNEY_MAIL_FROM"),
        Given("JOURNEY_SMTP_USER"),
        Given("JOURNEY_SMTP_PASSWORD"),
        Given("JOURNEY_OUTBOUND_PAUSES") is { } pauses ? Seconds(pauses) : UsualPauses,
        Given("JOURNEY_PUBLIC_URL") is { } url ? Address(url) : null);

    private static TimeSpan[] Seconds(string text) =>
        [.. text.Split(',').Select(it => double.TryParse(it, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : throw new IOException("JOURNEY_OUTBOUND_PAUSES is a list of seconds such as 60,600,3600."))];

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new IOException("JOURNEY_PUBLIC_URL is the address by which visitors call this host, such as https://journeys.example.org.");

    private static string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
