using System.Text.Json;

namespace JourneyEngine.Collection;

/// <summary>
/// Finds the visitor: the anonymous id, or the user id where there is no anonymous one. An item with both links them.
/// Values that many visitors would share would merge strangers, so they count as absent.
/// </summary>
internal static class Identify
{
    private const int Longest = 256;

    private static readonly HashSet<string> Shared = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "(null)", "nil", "none", "undefined", "unknown", "anonymous", "guest", "user", "n/a", "na", "nan", "-", "0", "-1",
        "true", "false", "default", "[object object]", "00000000-0000-0000-0000-000000000000",
    };

    public static Arrival Step(Arrival arrival)
    {
        var (anonymous, user) = (IdAt(arrival.Item, "anonymousId"), IdAt(arrival.Item, "userId"));
        if (arrival.Kind == "alias")
        {
            return IdAt(arrival.Item, "previousId") is { } previous && (user ?? anonymous) is { } now && previous != now
                ? arrival with { Visitor = previous, Alias = now }
                : arrival.Refused("an alias call needs previousId and userId, two different ids of one visitor");
        }

        if ((anonymous ?? user) is not { } visitor)
            return arrival.Refused("no visitor: anonymousId and userId are absent, blank, over-long or a value that many visitors share");
        arrival = arrival with { Visitor = visitor, Alias = user != visitor ? user : null };
        return arrival.Kind == "identify" && arrival.Alias is null
            ? arrival.Refused("nothing to store: an identify call with one id links nothing, and traits are not collected")
            : arrival;
    }

    private static string? IdAt(JsonElement item, string name) => item.At(name) switch
    {
        { ValueKind: JsonValueKind.String } text => Usable(text.GetString()!),
        { ValueKind: JsonValueKind.Number } number => Usable(number.GetRawText()),
        _ => null,
    };

    private static string? Usable(string id) =>
        string.IsNullOrWhiteSpace(id) || id.Length > Longest || id.Any(char.IsControl) || Shared.Contains(id.Trim()) ? null : id;
}
