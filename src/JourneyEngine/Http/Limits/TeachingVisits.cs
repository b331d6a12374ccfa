using System.Security.Cryptography;

namespace JourneyEngine.Http.Limits;

/// <summary>The visits of an hour that slots learn from.</summary>
/// <remarks>
/// In memory alone, by hashes under a salt that goes with the hour: which they are (a Bloom filter, Bloom 1970), and how
/// many there are of each address and site (a count-min sketch of two rows, Cormode and Muthukrishnan 2005). Two
/// megabytes however many come, and no lock. Visits that are refused leave nothing behind, so a flood from one address
/// fills neither; a million visits let a few more through by chance.
/// </remarks>
internal sealed class TeachingVisits(long hour)
{
    /// <summary>One address may bring one in this of what all others do, of each of them the first few.</summary>
    private const int Share = 20;

    private const int Bits = 1 << 23;
    private const int Columns = 1 << 17;
    private const int BitsEach = 32;

    /// <summary>Of a whole site: nobody sends from there (RFC 4291, multicast).</summary>
    private const ulong Everywhere = ulong.MaxValue;

    private readonly int _salt = RandomNumberGenerator.GetInt32(int.MaxValue);
    private readonly uint[] _visits = new uint[Bits / BitsEach];
    private readonly int[] _counts = new int[2 * Columns];

    public long Hour => hour;

    /// <param name="few">So many may come from any address.</param>
    /// <returns>False where the visit is one too many.</returns>
    public bool Take(in Sender sender, string visitor, long at, int few)
    {
        var (first, second) = (Bit(1, sender.Site, visitor, at), Bit(2, sender.Site, visitor, at));
        if (IsSet(first) && IsSet(second))
            return true;
        var (own, all) = (Count(sender.Site, sender.Network), Count(sender.Site, Everywhere));
        // Of each address few count for the others: many addresses of one sender do not make room for each other.
        if (own >= Math.Max(few, (all - Math.Min(own, few)) / Share))
            return false;
        Set(first);
        Set(second);
        Add(sender.Site, sender.Network);
        if (own < few)
            Add(sender.Site, Everywhere);
        return true;
    }

    private uint Bit(int row, string site, string visitor, long at) =>
        (uint)HashCode.Combine(_salt, row, site, visitor, at) % Bits;

    private bool IsSet(uint bit) => (Volatile.Read(ref _visits[bit / BitsEach]) & (1u << (int)(bit % BitsEach))) != 0;

    private void Set(uint bit) => Interlocked.Or(ref _visits[bit / BitsEach], 1u << (int)(bit % BitsEach));

    private int Count(string site, ulong network) =>
        Math.Min(Volatile.Read(ref Cell(0, site, network)), Volatile.Read(ref Cell(1, site, network)));

    private void Add(string site, ulong network)
    {
        Interlocked.Increment(ref Cell(0, site, network));
        Interlocked.Increment(ref Cell(1, site, network));
    }

    private ref int Cell(int row, string site, ulong network) =>
        ref _counts[(row * Columns) + (int)((uint)HashCode.Combine(_salt, row, site, network) % Columns)];
}
