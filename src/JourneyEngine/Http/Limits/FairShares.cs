namespace JourneyEngine.Http.Limits;

/// <summary>
/// Shares out room that all senders want at once: each site may hold up to eight times of what is free, within it each
/// of its keys, and within that each network address.
/// </summary>
/// <remarks>
/// Dynamic thresholds (Choudhury and Hahne 1998): who comes alone gets most of it, and however many are greedy, there is
/// some left for who is not. Kept of a sender is only what it holds, so there is never more kept than there is room.
/// </remarks>
/// <param name="assured">What a site may hold however much others hold: of a room that one request may overfill.</param>
internal sealed class FairShares(long assured = 0)
{
    private const int Greed = 8;
    private const int Levels = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<(Sender, int), long> _held = [];
    private long _taken;

    /// <summary>How many senders are kept, once for each level.</summary>
    public int Kept
    {
        get
        {
            lock (_gate)
                return _held.Count;
        }
    }

    /// <returns>How much of what one sender wants it may have, beside what it holds.</returns>
    public static long Room(long held, long free) => ((Greed * free) - held) / (Greed + 1);

    /// <param name="most">How much room there is in all.</param>
    /// <returns>False if there is none for this sender now.</returns>
    public bool TryTake(in Sender sender, long amount, long most)
    {
        lock (_gate)
        {
            if (!Fits(sender, amount, most))
                return false;
            Add(sender, amount);
            return true;
        }
    }

    public bool HasRoom(in Sender sender, long most)
    {
        lock (_gate)
            return Fits(sender, 1, most);
    }

    public void GiveBack(in Sender sender, long amount)
    {
        lock (_gate)
            Add(sender, -amount);
    }

    /// <remarks>Who holds nothing may have more than would fit where it is large: it would never find room.</remarks>
    private bool Fits(in Sender sender, long amount, long most)
    {
        if (Held(sender, 0) + amount <= assured)
            return true;
        var (free, isLarge) = (most - _taken, amount > most / 4);
        for (var level = 0; level < Levels; level++)
        {
            var held = Held(sender, level);
            if (held == 0 && isLarge ? free <= 0 : Room(held, free) < amount)
                return false;
            free = Room(held, free);
        }

        return true;
    }

    private void Add(in Sender sender, long amount)
    {
        _taken += amount;
        for (var level = 0; level < Levels; level++)
        {
            var (of, held) = (Of(sender, level), Held(sender, level) + amount);
            if (held == 0)
                _held.Remove(of);
            else
                _held[of] = held;
        }
    }

    private long Held(in Sender sender, int level) => _held.GetValueOrDefault(Of(sender, level));

    private static (Sender, int) Of(in Sender sender, int level) =>
        (
            level switch
            {
                0 => new Sender(sender.Site),
                1 => sender with { Network = 0 },
                _ => sender,
            },
            level
        );
}
