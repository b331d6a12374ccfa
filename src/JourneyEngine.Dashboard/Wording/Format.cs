using System.Globalization;

namespace JourneyEngine.Dashboard.Wording;

/// <summary>Numbers, moments and foreign names as they are shown: a point for decimals and commas for thousands in both
/// languages.</summary>
public static class Format
{
    public const string Nothing = "–";

    private const char LeftToRightIsolate = '\u2066';
    private const char FirstStrongIsolate = '\u2068';
    private const char PopIsolate = '\u2069';

    public static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? Nothing;

    public static string Number(double? number, string format = "0.0") =>
        number?.ToString(format, CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>A share of 1 in percent, with one decimal.</summary>
    public static string Percent(double? share) =>
        share is { } it ? (it * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%" : Nothing;

    /// <summary>Two shares, the lower one to the left in either direction of writing.</summary>
    public static string Interval(double? low, double? high) =>
        low is null || high is null ? Nothing : $"{LeftToRightIsolate}{Percent(low)} – {Percent(high)}{PopIsolate}";

    /// <summary>A change as a share of 1 of what there was before, in percent with its sign.</summary>
    public static string Relative(double change) =>
        LeftToRightIsolate + (change * 100).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) + "%" + PopIsolate;

    /// <summary>A difference of two shares, in percentage points.</summary>
    public static string Points(double? difference) =>
        difference is { } it
            ? LeftToRightIsolate + (it * 100).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) + PopIsolate
            : Nothing;

    public static string PointsBetween(double? low, double? high) =>
        low is null || high is null ? Nothing : $"{LeftToRightIsolate}{Points(low)} – {Points(high)}{PopIsolate}";

    /// <summary>A moment by the clocks that it comes with, and how far they are from UTC.</summary>
    public static string Moment(DateTimeOffset at) =>
        LeftToRightIsolate
        + at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
        + (at.Offset == TimeSpan.Zero ? " UTC" : at.ToString(" 'UTC'zzz", CultureInfo.InvariantCulture))
        + PopIsolate;

    /// <summary>A name that somebody else chose: it cannot turn what stands around it.</summary>
    public static string Name(string? name) => FirstStrongIsolate + (name ?? Nothing) + PopIsolate;
}
