namespace JourneyEngine.Collection.Steps;

/// <summary>
/// Finds the visitor: the anonymous id, the user id where there is no anonymous one, or whom the tracker's cookie names
/// where there is neither. An item with both ids links them. Values that many visitors would share would merge
/// strangers, so they count as absent. An id of another type than text or number is refused: it cannot be told whom it
/// means.
/// </summary>
internal static class Identify
{
    private const int Longest = 256;

    private static readonly HashSet<string> Shared = new(StringComparer.OrdinalIgnoreCase)
    {
        "null",
        "(null)",
        "nil",
        "none",
        "undefined",
        "unknown",
        "anonymous",
        "guest",
        "user",
        "n/a",
        "na",
        "nan",
        "-",
        "0",
        "-1",
        "true",
        "false",
        "default",
        "[object object]",
    };

    public static PendingEvent Step(PendingEvent pending, CollectionTerms terms)
    {
        var sent = pending.Sent;
        if (sent.AnonymousId.IsNone || sent.UserId.IsNone)
            return pending.Refused($"{(sent.AnonymousId.IsNone ? "anonymousId" : "userId")} is text or a number");
        var (anonymous, user) = (Usable(sent.AnonymousId.Text), Usable(sent.UserId.Text));
        if (pending.Kind == "alias")
        {
            return Usable(sent.PreviousId.Text) is { } previous && (user ?? anonymous) is { } now && previous != now
                ? pending with
                {
                    Visitor = previous,
                    Alias = now,
                }
                : pending.Refused("an alias call needs previousId and userId, two different ids of one visitor");
        }

        if ((anonymous ?? user ?? terms.CookieVisitor) is not { } visitor)
            return pending.Refused(
                "no visitor: anonymousId and userId are absent, blank, over-long or a value that many visitors share"
            );
        return pending with { Visitor = visitor, Alias = user != visitor ? user : null };
    }

    private static string? Usable(string? id) =>
        string.IsNullOrWhiteSpace(id)
        || id.Length > Longest
        || id.Any(char.IsControl)
        || Shared.Contains(id.Trim())
        || IsZero(id)
            ? null
            : id;

    private static bool IsZero(string id) => Guid.TryParse(id, out var guid) && guid == Guid.Empty;
}
