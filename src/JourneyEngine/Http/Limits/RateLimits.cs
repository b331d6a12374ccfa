using System.Threading.RateLimiting;

namespace JourneyEngine.Http.Limits;

/// <summary>How often a key, a site and a network address may send: a token bucket each.</summary>
/// <remarks>
/// Anybody can come from as many addresses as there are, so they share <see cref="Slots"/> buckets of each kind, by a
/// hash that differs in every process. Buckets of keys and sites are as many as their admins made; all go when they
/// were idle for ten seconds.
/// </remarks>
public sealed class RateLimits : IDisposable
{
    /// <summary>A bucket takes some 300 bytes: 5 MB where all addresses of the world send.</summary>
    internal const int Slots = 16_384;

    private const int BurstSeconds = 10;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly LimitSettings _settings;
    private readonly PartitionedRateLimiter<Bucket> _buckets;
    private int _made;

    public RateLimits(LimitSettings settings)
    {
        _settings = settings;
        Func<Bucket, RateLimiter> make = Make;
        _buckets = PartitionedRateLimiter.Create<Bucket, Bucket>(it => RateLimitPartition.Get(it, make));
    }

    /// <summary>How many buckets were made, also those that went again.</summary>
    internal int Made => _made;

    private readonly record struct Bucket(Limit Limit, int Slot, string Site, string Key);

    /// <param name="isServer">Whether a site's server has the key: one address is all it has.</param>
    /// <returns>The limit that is met; null if there is none.</returns>
    public LimitedException? Refusal(in Sender sender, bool isServer)
    {
        if (!isServer && Take(Limit.Address, sender) is { } address)
            return address;
        return sender.Site.Length == 0 ? null : OfKey(sender);
    }

    /// <summary>Of a key that was found only now, in the body.</summary>
    /// <inheritdoc cref="Refusal"/>
    public LimitedException? OfKey(in Sender sender) => Take(Limit.Key, sender) ?? Take(Limit.Site, sender);

    /// <summary>Whether an address sent so many wrong ones that no more are looked at.</summary>
    public LimitedException? OfWrong(Limit limit, ulong network)
    {
        var sender = new Sender("", "", network);
        // A bucket that was emptied holds a part of a token a moment later, and counts as not empty where none is asked of it.
        return RateOf(limit) > 0 && _buckets.GetStatistics(Of(limit, sender)) is { CurrentAvailablePermits: 0 }
            ? Take(limit, sender)
            : null;
    }

    /// <summary>Counts one that opens nothing.</summary>
    public void CountWrong(Limit limit, ulong network) => Take(limit, new Sender("", "", network));

    public void Dispose() => _buckets.Dispose();

    /// <summary>Where an address is counted.</summary>
    internal static int SlotOf(ulong network) => (int)((uint)HashCode.Combine(network) % Slots);

    private LimitedException? Take(Limit limit, in Sender sender)
    {
        if (RateOf(limit) == 0)
            return null;
        using var lease = _buckets.AttemptAcquire(Of(limit, sender));
        return lease.IsAcquired
            ? null
            : new LimitedException(
                limit,
                lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Second
            );
    }

    private int RateOf(Limit limit) =>
        limit switch
        {
            Limit.Address => _settings.Address,
            Limit.Key => _settings.Key,
            Limit.Site => _settings.Site,
            _ => _settings.Wrong,
        };

    private static Bucket Of(Limit limit, in Sender sender) =>
        limit switch
        {
            Limit.Key => new(limit, 0, sender.Site, sender.Key),
            Limit.Site => new(limit, 0, sender.Site, ""),
            _ => new(limit, SlotOf(sender.Network), "", ""),
        };

    private TokenBucketRateLimiter Make(Bucket bucket)
    {
        var rate = RateOf(bucket.Limit);
        var (period, full) = bucket.Limit switch
        {
            Limit.WrongKeys or Limit.WrongTokens => (TimeSpan.FromMinutes(1), rate),
            _ => (Second, BurstSeconds * rate),
        };
        Interlocked.Increment(ref _made);
        return new TokenBucketRateLimiter(
            new TokenBucketRateLimiterOptions
            {
                // The partitions' own timer refills it.
                AutoReplenishment = false,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = period / rate,
                TokenLimit = full,
            }
        );
    }
}
