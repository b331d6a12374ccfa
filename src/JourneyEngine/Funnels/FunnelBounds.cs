using System.Globalization;
using JourneyEngine.Contracts;
using JourneyEngine.Http;

namespace JourneyEngine.Funnels;

/// <summary>Reads what bounds the walks that a funnel counts: within which time or number of visits, and without
/// what.</summary>
internal static class FunnelBounds
{
    private static readonly (string Unit, long Milliseconds)[] Units =
    [
        ("d", 86_400_000),
        ("h", 3_600_000),
        ("m", 60_000),
    ];

    public static (long? Milliseconds, int? Visits) Within(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return (null, null);
        if (
            text.EndsWith("visits", StringComparison.Ordinal)
            && int.TryParse(text[..^"visits".Length], NumberStyles.None, CultureInfo.InvariantCulture, out var visits)
            && visits > 0
        )
            return (null, visits);
        foreach (var (unit, milliseconds) in Units)
        {
            if (
                text.EndsWith(unit, StringComparison.Ordinal)
                && int.TryParse(text[..^unit.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > 0
            )
                return (number * milliseconds, null);
        }

        throw new UnacceptableException("within takes a time or a number of visits: 7d, 12h, 30m or 3visits.");
    }

    public static Evidence? Without(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new Evidence(text, null, null) : new Evidence(text[..colon], [text[(colon + 1)..]], null);
    }
}
