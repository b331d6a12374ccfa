using JourneyEngine.Http.Limits;
using JourneyEngine.Sites.Limits;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Sites;

/// <summary>What the keys that come with requests open.</summary>
/// <remarks>A key that was changed or revoked through this host is so at once, one through another host after a fifth
/// of a second; one that has expired opens nothing after ten seconds at the latest.</remarks>
public sealed class PresentedKeys(
    SiteKeys keys,
    ConfigurationCache cache,
    UnknownKeys unknown,
    RefusedKeys refused,
    RateLimits limits
)
{
    /// <summary>Keys are looked for before it is known whose they are.</summary>
    private const string AllSites = "";

    private sealed record Looked(string Text, SiteKey? Key);

    /// <remarks>Looked for once a request, however many ask.</remarks>
    /// <returns>Null if the key is unknown, expired or revoked.</returns>
    /// <exception cref="LimitedException">So many that are came from its network address that only keys which were seen
    /// before are looked at.</exception>
    public async ValueTask<SiteKey?> Of(HttpContext http, string key)
    {
        if (http.Items[typeof(Looked)] is Looked before && before.Text == key)
            return before.Key;
        var network = NetworkAddress.Of(http.Connection.RemoteIpAddress);
        if (cache.Remembered<SiteKey>(AllSites, key) is null && limits.OfWrong(Limit.WrongKeys, network) is { } limited)
            throw limited;
        var found = await Find(key, http.RequestAborted);
        if (found is null)
        {
            limits.CountWrong(Limit.WrongKeys, network);
            refused.Add();
        }

        http.Items[typeof(Looked)] = new Looked(key, found);
        return found;
    }

    private async ValueTask<SiteKey?> Find(string key, CancellationToken cancellation)
    {
        if (!SiteKeys.IsWellFormed(key) || unknown.Has(key))
            return null;
        var found = await cache.Recent<SiteKey>(
            AllSites,
            key,
            keepAbsent: false,
            _ => keys.Find(key, CancellationToken.None),
            cancellation
        );
        if (found is null)
            unknown.Remember(key);
        return found;
    }
}
