namespace JourneyEngine.Store;

public enum KeyScope
{
    Write,
    Read,
    Admin,
}

/// <summary>What a presented key opens.</summary>
public sealed record SiteKey(string Site, KeyScope Scope);

/// <summary>The keys of all sites: looked up by hash, kept for a short while.</summary>
public sealed class SiteKeys
{
    /// <returns>Nothing where the key is unknown, expired or revoked.</returns>
    public ValueTask<SiteKey?> Find(string key, CancellationToken cancellation) => throw new NotImplementedException();
}
