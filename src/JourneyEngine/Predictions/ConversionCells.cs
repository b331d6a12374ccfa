using JourneyEngine.Contracts;

namespace JourneyEngine.Predictions;

/// <summary>The cells that a fitted model of conversion is stored with.</summary>
internal static class ConversionCells
{
    public static IEnumerable<ConversionCell> Counted(VisitsAtRisk seen) =>
        seen
            .Known.OrderBy(it => it.Key.Visit)
            .ThenBy(it => it.Key.Stage)
            .ThenBy(it => it.Key.Gap)
            .Select(it => new ConversionCell(
                it.Key.Visit,
                it.Key.Stage,
                it.Key.Gap,
                it.Value.Offered,
                it.Value.Accepted
            ));

    public static IEnumerable<ConversionCell> Tabulated(VisitsAtRisk seen) =>
        LogisticHazards
            .Fit(seen.Known, seen.Funnel.Stages.Length)
            .Select(it => (Cell: it.Key, Chance: it.Value, Seen: seen.Known.GetValueOrDefault(it.Key)))
            .Select(it => new ConversionCell(
                it.Cell.Visit,
                it.Cell.Stage,
                it.Cell.Gap,
                it.Seen.Offered,
                it.Seen.Accepted,
                it.Chance
            ));
}
