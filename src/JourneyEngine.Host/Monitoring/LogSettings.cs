using System.ComponentModel.DataAnnotations;
using JourneyEngine.Settings;

namespace JourneyEngine.Host.Monitoring;

/// <summary>How the log looks. It goes to the standard output, an event a line.</summary>
public sealed record LogSettings
{
    internal const string Json = "json";

    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";

    [Setting(
        "JOURNEY_LOG",
        "Whether a line of the log is a text, or a JSON object for a program that gathers logs",
        Takes = "text or json"
    )]
    [RegularExpression("text|json")]
    public string Format { get; init; } = "text";

    internal void Apply(ILoggingBuilder logging) =>
        _ =
            Format == Json
                ? logging.AddJsonConsole(it => (it.TimestampFormat, it.UseUtcTimestamp) = (Time.TrimEnd(), true))
                : logging.AddSimpleConsole(it =>
                    (it.TimestampFormat, it.UseUtcTimestamp, it.SingleLine) = (Time, true, true)
                );
}
