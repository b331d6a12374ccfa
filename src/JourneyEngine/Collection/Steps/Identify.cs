using JourneyEngine.Collection.Wire;
using JourneyEngine.Http;

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
    private const string Overlong = "userId has more than 256 characters, so it names nobody";

    public static PendingEvent Step(PendingEvent pending, CollectionTerms terms)
    {
        var sent = pending.Sent;
        if (sent.AnonymousId.IsNone || sent.UserId.IsNone)
            return pending.Refused($"{(sent.AnonymousId.IsNone ? "anonymousId" : "userId")} is text or a number");
        var (anonymous, user) = (Usable("anonymousId", sent.AnonymousId, terms), Usable("userId", sent.UserId, terms));
        if (pending.Kind == "alias")
        {
            // As the official SDKs have it: without previousId the anonymous one is meant.
            var previous = Usable("previousId", sent.PreviousId, terms) ?? (user is null ? null : anonymous);
            return (user ?? anonymous) is { } now && previous is not null && previous.Id != now.Id
                ? Of(pending, previous, now) with
                {
                    IsAboutAnother = previous.Id != anonymous?.Id,
                }
                : pending.Refused(
                    "an alias call needs userId and previousId or anonymousId, two different ids of one visitor"
                );
        }

        if ((anonymous ?? user ?? Cookie(terms)) is not { } visitor)
            return pending.Refused(
                "no visitor: anonymousId and userId are absent, blank, over-long or a value that many visitors share"
            );
        var named = Of(pending, visitor, user is not null && user.Id != visitor.Id ? user : null);
        return named with
        {
            IsUser = anonymous is null && user is not null,
            Notes = user is null && IsOverlong(sent.UserId) ? [Overlong, .. named.Notes] : named.Notes,
        };
    }

    private static PendingEvent Of(PendingEvent pending, NamedId visitor, NamedId? alias) =>
        pending with
        {
            Visitor = visitor.Id,
            Alias = alias?.Id,
            OtherNames =
                visitor.OtherName is null && alias?.OtherName is null
                    ? null
                    : [.. new[] { visitor.OtherName, alias?.OtherName }.OfType<string>()],
            Notes =
                visitor.OtherName is null && alias?.OtherName is null
                    ? []
                    :
                    [
                        .. new[] { visitor, alias }
                            .OfType<NamedId>()
                            .Where(it => it.OtherName is not null && it.Hashed is null)
                            .Select(it => Respelled.Note(it.Name)),
                    ],
            Hashed = Told([
                ("messageId", pending.Message.Hashed),
                (visitor.Name, visitor.Hashed),
                (alias?.Name, alias?.Hashed),
            ]),
        };

    /// <returns>Null if none is stored as a hash.</returns>
    private static string? Told(ReadOnlySpan<(string? Name, string? Reason)> ids)
    {
        string? told = null;
        foreach (var (name, reason) in ids)
        {
            if (reason is not null)
                told = (told is null ? "" : told + "; ") + $"{name} {reason}, so a keyed hash of it is stored";
        }

        return told;
    }

    private static NamedId? Cookie(CollectionTerms terms) =>
        terms.CookieVisitor is { } named ? new NamedId("cookie", named) : null;

    private static NamedId? Usable(string name, SentId sent, CollectionTerms terms)
    {
        if (sent.Text is not { Length: > 0 } text)
            return null;
        var read = terms.VisitorIds.Read(terms.Site, text);
        return read.Text.Length is 0 or > Longest || read.Text.Any(char.IsControl) || SharedIds.Has(read.Text)
            ? null
            : new NamedId(name, read.Id, read.Hashed, read.Id == text || text.Length > Longest ? null : text);
    }

    private static bool IsOverlong(SentId sent) => sent.Text is { } text && NormalId.Of(text).Length > Longest;

    /// <param name="Name">Of the member that was sent.</param>
    /// <param name="Hashed">Why the id is a hash; null if it is none.</param>
    /// <param name="OtherName">As it was sent; null if it is stored so.</param>
    private sealed record NamedId(string Name, string Id, string? Hashed = null, string? OtherName = null);
}
