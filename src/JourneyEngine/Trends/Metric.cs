using JourneyEngine.Decisions.Measures;

namespace JourneyEngine.Trends;

/// <summary>What is counted over time.</summary>
/// <param name="Unit">What its values are.</param>
/// <param name="Counts">Whether visits of a cell count.</param>
/// <param name="IsRate">Whether the value is the share of those that count of all.</param>
/// <param name="IsAdditive">Whether intervals add up: not where somebody may be in several.</param>
internal sealed record Metric(
    string Name,
    string Unit,
    Measure Measure,
    Func<Cell, Interval, bool> Counts,
    bool IsRate = false,
    bool IsAdditive = true
)
{
    /// <summary>The usual one first.</summary>
    public static readonly IReadOnlyList<Metric> All =
    [
        new(
            "visitors",
            "visitors",
            BegunVisits.All,
            (cell, interval) => (cell.Number3 & interval.Bit) != 0,
            IsAdditive: false
        ),
        new("visits", "visits", BegunVisits.All, (_, _) => true),
        new("returns", "visits", BegunVisits.All, (cell, _) => cell.Number2 > 1),
        new("conversions", "conversions", BegunVisits.AtRisk, (cell, _) => cell.Number3 == 1),
        new("rate", "share of visits at risk", BegunVisits.AtRisk, (cell, _) => cell.Number3 == 1, IsRate: true),
    ];

    /// <remarks>Nobody has two visits of one number: of that number, visits are visitors.</remarks>
    public static Metric Named(string name, int? visit) =>
        All.Single(it => it.Name == name) is { IsAdditive: false } once && visit is not null
            ? once with
            {
                Counts = (_, _) => true,
                IsAdditive = true,
            }
            : All.Single(it => it.Name == name);
}
