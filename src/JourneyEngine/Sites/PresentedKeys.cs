namespace JourneyEngine.Sites;

/// <summary>What the keys that come with requests open.</summary>
/// <remarks>A key that was changed or revoked through this host is so at once, one through another host after a fifth
/// of a second; one that has expired opens nothing after ten seconds at the latest.</remarks>
public sealed class PresentedKeys(SiteKeys keys, ConfigurationCache cache)
{
    /// <summary>Keys are looked for before it is known whose they are.</summary>
    private const string AllSites = "";

    /// <returns>Null if the key is unknown, expired or revoked.</returns>
    public ValueTask<SiteKey?> Find(string key, CancellationToken cancellation) =>
        SiteKeys.IsWellFormed(key)
            ? cache.Recent<SiteKey>(AllSites, key, true, _ => keys.Find(key, CancellationToken.None), cancellation)
            : ValueTask.FromResult<SiteKey?>(null);
}
