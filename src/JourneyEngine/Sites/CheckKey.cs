using JourneyEngine.Http;

namespace JourneyEngine.Sites;

/// <summary>What a key may be asked to be.</summary>
internal static class CheckKey
{
    private const int LongestName = 100;
    private const int MostOrigins = 100;

    /// <returns>The scope that is meant.</returns>
    /// <exception cref="UnacceptableException">No key can be as asked.</exception>
    public static KeyScope Scope(string name, PutKey.Asked body)
    {
        if (name.Length > LongestName || name.Trim() != name || name.Any(char.IsControl))
            throw new UnacceptableException($"A key's name has 1 to {LongestName} characters, no space at its ends.");
        if (
            Enum.GetValues<KeyScope>().Where(it => Name(it) == body.Scope).Select(it => (KeyScope?)it).FirstOrDefault()
            is not { } scope
        )
            throw new UnacceptableException(
                $"scope is one of {string.Join(", ", Enum.GetValues<KeyScope>().Select(Name))}."
            );
        if (scope != KeyScope.Write && Withheld(body) is { } withheld)
            throw new UnacceptableException($"\"{withheld}\": false is for write keys; no other collects.");
        if (body.Vouches is true && scope != KeyScope.Write)
            throw new UnacceptableException("\"vouches\": true is for write keys; no other collects.");
        if (body.Origins is { Length: > MostOrigins })
            throw new UnacceptableException($"A key serves up to {MostOrigins} origins.");
        if (Array.FindIndex(body.Origins ?? [], it => !IsOrigin(it)) is >= 0 and var other)
            throw new UnacceptableException(
                $"'{body.Origins![other]}' is no origin: one is a scheme, a host and perhaps a port, such as "
                    + $"https://shop.example."
            );
        return scope;
    }

    private static string? Withheld(PutKey.Asked body) =>
        body.Links is false ? "links"
        : body.Consents is false ? "consents"
        : body.Details is false ? "details"
        : null;

    private static string Name(KeyScope scope) => scope.ToString().ToLowerInvariant();

    private static bool IsOrigin(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is ("http" or "https")
        && string.Equals(url.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);
}
