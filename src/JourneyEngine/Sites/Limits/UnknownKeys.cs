using System.Collections.Concurrent;

namespace JourneyEngine.Sites.Limits;

/// <summary>Texts that are no key of any site, so that whoever sends one again and again asks the database once a
/// minute.</summary>
/// <remarks>No key is known before it was made, and none that ended comes back to life.</remarks>
public sealed class UnknownKeys(TimeProvider clock)
{
    /// <summary>2 MB of them.</summary>
    internal const int Most = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, long> _rememberedAt = new(StringComparer.Ordinal);

    internal int Count => _rememberedAt.Count;

    public bool Has(string key) => _rememberedAt.TryGetValue(key, out var at) && clock.GetElapsedTime(at) < Kept;

    public void Remember(string key)
    {
        if (_rememberedAt.Count >= Most)
            _rememberedAt.Clear();
        _rememberedAt[key] = clock.GetTimestamp();
    }
}
