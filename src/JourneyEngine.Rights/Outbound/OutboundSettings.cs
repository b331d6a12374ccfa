using System.ComponentModel.DataAnnotations;
using System.Globalization;
using JourneyEngine.Settings;
using MimeKit;

namespace JourneyEngine.Rights.Outbound;

/// <summary>Where messages to visitors go.</summary>
public sealed record OutboundSettings
{
    [Setting(
        "JOURNEY_OUTBOUND",
        "Where messages to visitors go",
        Takes = "file, smtp://host:port, smtps://host:port or https://...",
        Absent = "file in development, nowhere otherwise",
        IsSecret = true
    )]
    public string? Way { get; init; }

    [Setting(
        "JOURNEY_OUTBOUND_LOOPBACK",
        "Whether messages may go to a program on this machine, in development only",
        Takes = "true or false"
    )]
    public bool AllowsLoopback { get; init; }

    [Setting(
        "JOURNEY_MAIL_FROM",
        "The sender of mails",
        Takes = "an address such as shop@example.org",
        Absent = "none; mail needs one"
    )]
    [Mailbox]
    public string? From { get; init; }

    [Setting(
        "JOURNEY_SMTP_USER",
        "The name by which the mail server knows this host",
        Takes = "a name",
        Absent = "none is given"
    )]
    public string? User { get; init; }

    [Setting(
        "JOURNEY_SMTP_PASSWORD",
        "The password of JOURNEY_SMTP_USER",
        Takes = "a password",
        Absent = "none is given",
        IsSecret = true
    )]
    public string? Password { get; init; }

    [Setting(
        "JOURNEY_OUTBOUND_PAUSES",
        "How long is waited before each new attempt, in seconds; then a message lies with the dead letters",
        Takes = "a list of seconds such as 60,600,3600"
    )]
    [SecondsList]
    public string PauseSeconds { get; init; } = "60,600,3600,21600";

    [Setting(
        "JOURNEY_OUTBOUND_DAILY",
        "How many messages one mailbox gets from a site in 24 hours, however many visitors tell its address; more are not sent",
        Takes = "a number up to 1000"
    )]
    [Range(1, 1_000)]
    public int Daily { get; init; } = 10;

    [Setting(
        "JOURNEY_PUBLIC_URL",
        "What browsers call this host: for links to visitors' pages, and for __Host- cookies if it begins with https",
        Takes = "an address such as https://journeys.example.org",
        Absent = "nothing is mailed, and cookies are bound less tightly; JOURNEY_URL in development"
    )]
    [HttpAddress]
    public Uri? PublicUrl { get; init; }

    /// <summary>Where <c>file</c> puts messages.</summary>
    public string Folder { get; init; } = "";

    public IReadOnlyList<TimeSpan> Pauses =>
        [.. PauseSeconds.Split(',').Select(it => TimeSpan.FromSeconds(Seconds(it)))];

    private static double Seconds(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : double.NaN;

    private sealed class SecondsListAttribute : ValidationAttribute
    {
        public override bool IsValid(object? value) =>
            ((string)value!).Split(',').All(it => Seconds(it) is > 0 and < 1e6);
    }

    private sealed class MailboxAttribute : ValidationAttribute
    {
        public override bool IsValid(object? value) => MailboxAddress.TryParse((string)value!, out _);
    }
}
