using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;

namespace JourneyEngine.Decisions.Measures;

/// <summary>
/// Journeys that are the same for ever: what the fold and the measures make of them is their meaning, and is compared
/// with what it was. They have pauses within and beyond the gap and a lapse, stages of every kind, choices, campaigns
/// and offers of every outcome.
/// </summary>
public static class Probes
{
    private const int Visitors = 120;

    private static readonly Lazy<IReadOnlyList<(Journey Journey, FoldRules Rules)>> Made = new(() =>
        [
            .. ProbeRules.All.SelectMany(rules =>
                Enumerable.Range(0, Visitors).Select(it => (Journey.Empty.Fold(rules, ProbeFacts.Of((ulong)it)), rules))
            ),
        ]
    );

    public static IReadOnlyList<(Journey Journey, FoldRules Rules)> All => Made.Value;

    /// <summary>Visitors whose names and paths are spelled as older versions stored them: what no measure adds
    /// to.</summary>
    internal static IEnumerable<Journey> Respelled =>
        ProbeRules.All.Select(rules => Journey.Empty.Fold(rules, ProbeFacts.Respelled));

    /// <summary>Persons of two pseudonyms each, as they are counted: what no measure adds to.</summary>
    internal static IEnumerable<Journey> Persons =>
        All.Zip(All.Skip(1))
            .Where(it => it.First.Rules == it.Second.Rules)
            .SelectMany(it => Recognition.Joined([it.First.Journey, it.Second.Journey], it.First.Rules))
            .Select(it => it.Journey);

    /// <summary>The same as visitors who are counted: some over several devices, some of them shared.</summary>
    public static IEnumerable<(CountedVisitor Visitor, FoldRules Rules)> CountedVisitors =>
        All.Select((it, i) => (new CountedVisitor(it.Journey, 1 + (i % 3), i % 5 == 0), it.Rules));

    /// <summary>Visitors of a site whose days are not those of UTC, each on one side of its holdouts.</summary>
    public static IEnumerable<(CountedVisitor Visitor, FoldRules Rules)> Zoned =>
        Enumerable
            .Range(0, Visitors / 2)
            .Select(it =>
                Journey.Empty.Fold(
                    ProbeRules.Zoned,
                    ProbeFacts.Of((ulong)it).Select(fact => fact.OnOneSide(it % 2 == 0))
                )
            )
            .Select(it => (new CountedVisitor(it, 1, false), ProbeRules.Zoned));
}
