namespace JourneyEngine.Funnels;

/// <summary>How many walks reached each step, and how long the steps took. A walk that was put in can be taken out
/// again.</summary>
internal sealed class Walked
{
    private readonly Dictionary<int, long>[] _minutes;
    private readonly (long Count, double? MedianHours)[] _steps;

    public Walked(int steps)
        : this([.. Enumerable.Range(0, steps).Select(_ => new Dictionary<int, long>())]) { }

    private Walked(Dictionary<int, long>[] minutes) =>
        (_minutes, _steps) = (minutes, new (long, double?)[minutes.Length]);

    /// <param name="reached">When each step was reached, in milliseconds since 1970 UTC, as far as the walk
    /// went.</param>
    /// <param name="by">1 to put it in, -1 to take it out.</param>
    public void Add(IReadOnlyList<long> reached, int by)
    {
        for (var i = 0; i < reached.Count; i++)
        {
            var minutes = i == 0 ? 0 : (int)Math.Min(int.MaxValue, (reached[i] - reached[i - 1]) / 60_000);
            if (_minutes[i].GetValueOrDefault(minutes) + by is var count && count == 0)
                _minutes[i].Remove(minutes);
            else
                _minutes[i][minutes] = count;
        }
    }

    public long Count(int step) => _steps[step].Count;

    /// <returns>From the step before to this one, to the minute; null for the first step, and where nobody reached the
    /// step.</returns>
    public double? MedianHours(int step) => _steps[step].MedianHours;

    /// <summary>To be called once, after the last was added.</summary>
    public void Sum()
    {
        for (var step = 0; step < _minutes.Length; step++)
        {
            var count = _minutes[step].Values.Sum();
            _steps[step] = (count, step == 0 || count == 0 ? null : Median(_minutes[step], (count - 1) / 2) / 60.0);
        }
    }

    /// <summary>To be changed and summed anew, while somebody may still be reading this one.</summary>
    public Walked Copy() => new([.. _minutes.Select(it => new Dictionary<int, long>(it))]);

    private static int Median(Dictionary<int, long> minutes, long place)
    {
        var before = 0L;
        foreach (var (minute, count) in minutes.OrderBy(it => it.Key))
        {
            if ((before += count) > place)
                return minute;
        }

        throw new InvalidOperationException("There are fewer than were counted.");
    }
}
