namespace JourneyEngine.Collection;

/// <summary>
/// Finds the visitor: the anonymous id, the user id where there is no anonymous one, or whom the tracker's cookie names where there is
/// neither. An item with both ids links them.
/// Values that many visitors would share would merge strangers, so they count as absent. An id of another type than text or
/// number is refused: it cannot be told whom it means.
/// </summary>
internal static class Identify
{
    private const int Longest = 256;

    private static readonly HashSet<string> Shared = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "(null)", "nil", "none", "undefined", "unknown", "anonymous", "guest", "user", "n/a", "na", "nan", "-", "0", "-1",
        "true", "false", "default", "[object object]",
    };

    public static Arrival Step(Arrival arrival)
    {
        if (arrival.Call.AnonymousId.IsNone || arrival.Call.UserId.IsNone)
            return arrival.Refused($"{(arrival.Call.AnonymousId.IsNone ? "anonymousId" : "userId")} is text or a number");
        var (anonymous, user) = (Usable(arrival.Call.AnonymousId.Text), Usable(arrival.Call.UserId.Text));
        if (arrival.Kind == "alias")
        {
            return Usable(arrival.Call.PreviousId.Text) is { } previous && (user ?? anonymous) is { } now && previous != now
                ? arrival with { Visitor = previous, Alias = now }
                : arrival.Refused("an alias call needs previousId and userId, two different ids of one visitor");
        }

        if ((anonymous ?? user ?? arrival.CookieVisitor) is not { } visitor)
            return arrival.Refused("no visitor: anonymousId and userId are absent, blank, over-long or a value that many visitors share");
        return arrival with { Visitor = visitor, Alias = user != visitor ? user : null };
    }

    private static string? Usable(string? id) =>
        string.IsNullOrWhiteSpace(id) || id.Length > Longest || id.Any(char.IsControl) || Shared.Contains(id.Trim()) || IsZero(id) ? null : id;

    private static bool IsZero(string id) => Guid.TryParse(id, out var guid) && guid == Guid.Empty;
}
