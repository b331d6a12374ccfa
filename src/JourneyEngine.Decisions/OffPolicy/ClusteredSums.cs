using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace JourneyEngine.Decisions.OffPolicy;

/// <summary>What estimators add up over a log of decisions of any length, one after the other, in bounded memory.</summary>
/// <remarks>
/// Visitors are drawn anew as wholes, so each has sums of their own. Where there are more than can be kept, they are put
/// together in groups by a hash, for good, and groups are drawn: each is many visitors who have nothing to do with each
/// other, so the interval is that of drawing visitors but for chance (Davison and Hinkley 1997, 3.8). All other figures
/// are the same either way.
/// </remarks>
/// <param name="clip">Greatest weight; infinity for none.</param>
/// <param name="mostVisitors">How many have sums of their own.</param>
/// <param name="groups">Into how many they are put where there are more.</param>
public sealed class ClusteredSums(
    double clip = double.PositiveInfinity,
    int mostVisitors = 100_000,
    int groups = 10_000
)
{
    private readonly List<WeightedSums> _sums = [];
    private Dictionary<string, int>? _places = new(StringComparer.Ordinal);

    /// <summary>Whether there were more visitors than have sums of their own.</summary>
    public bool IsGrouped => _places is null;

    internal IReadOnlyList<WeightedSums> Each => _sums;

    /// <param name="visitor">Whoever it was about; decisions of one are alike.</param>
    public void Add(string visitor, in Replayed decision)
    {
        var place = PlaceOf(visitor);
        _sums[place] = _sums[place].Plus(WeightedSums.Of(decision, clip));
    }

    private int PlaceOf(string visitor)
    {
        if (_places is null)
            return GroupOf(visitor);
        if (_places.TryGetValue(visitor, out var place))
            return place;
        if (_places.Count == mostVisitors)
        {
            Group(_places);
            return GroupOf(visitor);
        }

        _sums.Add(default);
        return _places[visitor] = _sums.Count - 1;
    }

    private void Group(Dictionary<string, int> places)
    {
        var grouped = new WeightedSums[groups];
        foreach (var (visitor, place) in places)
            grouped[GroupOf(visitor)] = grouped[GroupOf(visitor)].Plus(_sums[place]);
        _sums.Clear();
        _sums.AddRange(grouped);
        _places = null;
    }

    private int GroupOf(string visitor) =>
        (int)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(visitor))) % (ulong)groups);
}
