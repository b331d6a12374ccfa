using JourneyEngine.Collection.Wire;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;

namespace JourneyEngine.Collection.Steps;

/// <summary>The host that a visitor came from. Whoever comes from another page of the same site comes from
/// nowhere.</summary>
internal static class SentReferrer
{
    private const int LongestHost = 1024;

    /// <returns>Null if there is none, or it is the page's own.</returns>
    public static string? Of(in PageAddress page) =>
        Host(page.Referrer) is { } host && host != Host(page.Url) ? host : null;

    private static string? Host(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? HostName.Normal(uri.Host)?.Cut(LongestHost) : null;
}
