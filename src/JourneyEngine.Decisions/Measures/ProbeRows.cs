using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;

namespace JourneyEngine.Decisions.Measures;

/// <summary>The rows that a measure makes of probes, in words.</summary>
internal static class ProbeRows
{
    /// <returns>Equal rows once, with their number; in the order of their words.</returns>
    public static IEnumerable<string> Of(
        Measure measure,
        IEnumerable<(CountedVisitor Visitor, FoldRules Rules)> probes
    ) =>
        probes
            .SelectMany(it => MeasureSums.Of([measure], it.Visitor, it.Rules))
            .CountBy(it => it)
            .Select(it => FormattableString.Invariant($"{Words(it.Key)}: {it.Value}"))
            .Order(StringComparer.Ordinal);

    private static string Words(SumKey key)
    {
        var (cell, funnel) = (
            key.Cell,
            key.Funnel.Length == 0 ? "" : FormattableString.Invariant($" {key.Funnel} {key.FunnelVersion}")
        );
        return FormattableString.Invariant(
            $"day {key.Day}{funnel} ({cell.Number1}, {cell.Number2}, {cell.Number3}, '{cell.Text1}', '{cell.Text2}', '{cell.Text3}')"
        );
    }
}
