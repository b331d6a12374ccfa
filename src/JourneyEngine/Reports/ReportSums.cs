using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;

namespace JourneyEngine.Reports;

/// <summary>Sums for one report, and what they rest on.</summary>
/// <param name="Calendar">By which days they were counted.</param>
public sealed record ReportSums(
    FunnelDefined? Funnel,
    AsOf AsOf,
    SiteCalendar Calendar,
    IReadOnlyDictionary<(Measure Measure, Cell Cell), long> Counts
)
{
    /// <summary>Rows that there are in the whole report, where these sums are one visitor's part of it; null if they
    /// are the whole.</summary>
    internal IReadOnlyCollection<(Measure Measure, Cell Cell)>? RowsOfAll { get; init; }

    /// <summary>The sum of a measure without dimensions.</summary>
    public long this[Measure measure] => this[measure, Cell.Only];

    public long this[Measure measure, Cell cell] => Counts.GetValueOrDefault((measure, cell));

    /// <summary>What a measure has in its first text dimension, in the whole report.</summary>
    public IEnumerable<string> Texts(Measure measure) =>
        (RowsOfAll ?? Counts.Keys).Where(it => it.Measure == measure).Select(it => it.Cell.Text1).Distinct();

    /// <summary>The sums of a measure, in order of its numbers.</summary>
    public IEnumerable<(Cell Cell, long Count)> Of(Measure measure) =>
        Counts
            .Where(it => it.Key.Measure == measure)
            .OrderBy(it => it.Key.Cell.Number1)
            .ThenBy(it => it.Key.Cell.Number2)
            .ThenBy(it => it.Key.Cell.Number3)
            .Select(it => (it.Key.Cell, it.Value));

    /// <returns>The key that half of all have at most; null if there are none.</returns>
    public static int? Median(IReadOnlyList<(int Key, long Count)> ascending)
    {
        var (all, before) = (ascending.Sum(it => it.Count), 0L);
        foreach (var (key, count) in ascending)
        {
            if (2 * (before += count) >= all)
                return key;
        }

        return null;
    }

    /// <summary>The greatest of a measure's first number dimension; 0 if there are no sums of it.</summary>
    public int Last(Measure measure) =>
        Counts.Keys.Where(it => it.Measure == measure).Select(it => it.Cell.Number1).DefaultIfEmpty(0).Max();
}
