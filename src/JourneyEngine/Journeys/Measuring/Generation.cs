using JourneyEngine.Decisions.Measures;

namespace JourneyEngine.Journeys.Measuring;

/// <summary>A set of measures that journeys were, or are, summed by, as it is stored; it never changes.</summary>
/// <param name="Fingerprint">Of all its measures.</param>
/// <param name="Fold">Of the fold that journeys are stored by.</param>
/// <param name="Measures">Numbers that sums are stored under, by fingerprint of the measure.</param>
internal sealed record StoredGeneration(
    int Number,
    string Fingerprint,
    string Fold,
    IReadOnlyDictionary<string, int> Measures
);

/// <summary>What the projection makes since some moment, as this version of the engine sees it.</summary>
/// <remarks>
/// Each journey's row says in which generation it was summed last. A measure keeps its number from one generation to
/// the next as long as its fingerprint stays, so that only what changed is summed anew, under another number.
/// </remarks>
internal sealed class Generation
{
    private readonly Dictionary<int, StoredGeneration> _all;
    private readonly Dictionary<Measure, int> _numbers;
    private readonly Dictionary<int, IReadOnlyList<Measure>> _summed = [];

    /// <param name="all">Every generation up to the current one, which is the last.</param>
    public Generation(IReadOnlyList<Measure> measures, string fingerprint, IReadOnlyList<StoredGeneration> all)
    {
        _all = all.ToDictionary(it => it.Number);
        Stored = all[^1];
        IsOurs = Stored.Fingerprint == fingerprint;
        IsKnown = all.Any(it => it.Fingerprint == fingerprint);
        _numbers = measures
            .Where(it => Stored.Measures.ContainsKey(it.Fingerprint))
            .ToDictionary(it => it, it => Stored.Measures[it.Fingerprint]);
        Measures = [.. _numbers.Keys];
    }

    public StoredGeneration Stored { get; }

    public int Number => Stored.Number;

    /// <summary>Whether its measures are exactly those of this version.</summary>
    public bool IsOurs { get; }

    /// <summary>Whether it, or one before it, is of this version.</summary>
    public bool IsKnown { get; }

    /// <summary>Those of its measures that this version has, too; all of them where it is ours.</summary>
    public IReadOnlyList<Measure> Measures { get; }

    public int IdOf(Measure measure) => _numbers[measure];

    /// <summary>Those of the measures that a journey's row is in the sums of: the same code made them, so it can take
    /// them back.</summary>
    /// <param name="generation">The one in which the row was summed last.</param>
    public IReadOnlyList<Measure> SummedIn(int generation)
    {
        lock (_summed)
        {
            if (!_summed.TryGetValue(generation, out var summed))
                _summed[generation] = summed = [.. Measures.Where(it => Ids(generation).Contains(IdOf(it)))];
            return summed;
        }
    }

    /// <summary>Numbers of current measures that such a row is in the sums of, and that this version does not
    /// know.</summary>
    public IReadOnlyList<int> UnknownMeasureIds(int generation) =>
        [.. Ids(generation).Intersect(Stored.Measures.Values).Except(_numbers.Values)];

    private IEnumerable<int> Ids(int generation) =>
        _all.TryGetValue(generation, out var stored) ? stored.Measures.Values : [];
}
