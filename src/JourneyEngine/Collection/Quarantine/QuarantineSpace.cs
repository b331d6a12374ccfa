using JourneyEngine.Http.Limits;

namespace JourneyEngine.Collection.Quarantine;

/// <summary>How many more items of a site fit, by the key that they come with; as counted a moment ago.</summary>
/// <param name="held">Items by the name of their key.</param>
internal sealed class QuarantineSpace(int most, Dictionary<string, int> held)
{
    private static readonly TimeSpan Recount = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly long _countedAt = Environment.TickCount64;
    private int _free = most - held.Values.Sum();

    public bool IsFresh => Environment.TickCount64 - _countedAt < Recount.TotalMilliseconds;

    /// <summary>Takes as many as the share of a key allows.</summary>
    public int Take(string key, int wanted)
    {
        lock (_gate)
        {
            var before = held.GetValueOrDefault(key);
            var taken = Math.Clamp(wanted, 0, (int)Math.Max(0, FairShares.Room(before, _free)));
            held[key] = before + taken;
            _free -= taken;
            return taken;
        }
    }
}
