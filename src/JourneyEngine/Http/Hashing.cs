using JourneyEngine.Http.Personal;

namespace JourneyEngine.Http;

/// <summary>Which ids are stored as a hash.</summary>
internal static class Hashing
{
    /// <returns>Why an id is stored as a hash, as the end of a sentence that begins with the id's name, such as
    /// <c>looks like a phone number</c>; null if it is stored as it is.</returns>
    public static string? Reason(string id, string site, HashedIds hashed) =>
        IsUuid(id) ? null
        : id.StartsWith(HashedIds.Prefix, StringComparison.Ordinal)
            ? hashed.Made(site, id) ? null
                : $"begins with '{HashedIds.Prefix}'"
        : LookAlike.Of(id) is { } like ? $"looks like {LookAlike.Words(like)}"
        : null;

    /// <remarks>Most ids are; none of them looks like anything else, and this is the quicker look.</remarks>
    private static bool IsUuid(string id) => id.Length == 36 && Guid.TryParseExact(id, "D", out _);
}
