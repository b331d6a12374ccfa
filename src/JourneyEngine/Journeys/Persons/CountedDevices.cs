using JourneyEngine.Decisions.Measures;

namespace JourneyEngine.Journeys.Persons;

/// <summary>How many devices stand behind the visitors that a report counts.</summary>
/// <param name="Counted">Pseudonyms that visitors came under: devices, and user ids that only a server named.</param>
/// <param name="Shared">Those of them that several persons used, and that therefore are visitors of their own.</param>
public sealed record CountedDevices(long Counted, long Shared)
{
    public static readonly Measure Measure = Measure.OfVisitor(
        "devices",
        1,
        ["devices", "shared"],
        it => [new Cell(it.Visitor.Devices, it.Visitor.IsShared ? 1 : 0)]
    );

    internal static CountedDevices Of(IReadOnlyDictionary<(Measure Measure, Cell Cell), long> sums)
    {
        var own = sums.Where(it => it.Key.Measure == Measure).ToArray();
        return new(
            own.Sum(it => it.Value * it.Key.Cell.Number1),
            own.Where(it => it.Key.Cell.Number2 == 1).Sum(it => it.Value)
        );
    }
}
