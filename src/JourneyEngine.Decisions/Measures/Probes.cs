using JourneyEngine.Contracts;
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
    private const ulong Seed = 20;
    private const long Minute = 60_000;
    private const long Start = 1_767_225_600_000;

    private static readonly string[] Names = ["home", "blog", "prices", "files", "order"];
    private static readonly string[] Stages = ["aware", "interested", "customer"];
    private static readonly long[] Pauses = [0, 3, 29, 30, 31, 700, 1_440, 10_080, 43_200, 43_201, 90_000];

    private static readonly Lazy<IReadOnlyList<(Journey Journey, FoldRules Rules)>> Made = new(() =>
        [
            .. ProbeRules.All.SelectMany(rules =>
                Enumerable.Range(0, Visitors).Select(it => (Journey.Empty.Fold(rules, Facts((ulong)it)), rules))
            ),
        ]
    );

    public static IReadOnlyList<(Journey Journey, FoldRules Rules)> All => Made.Value;

    /// <summary>Visitors whose names and paths are spelled as older versions stored them: what no measure adds
    /// to.</summary>
    internal static IEnumerable<Journey> Respelled =>
        ProbeRules.All.Select(rules =>
            Journey.Empty.Fold(
                rules,
                Names.Select((name, i) => Interaction.Of(Respell(name, Start + (i * Minute)))!.Value)
            )
        );

    /// <summary>The same as visitors who are counted: some over several devices, some of them shared.</summary>
    public static IEnumerable<(CountedVisitor Visitor, FoldRules Rules)> CountedVisitors =>
        All.Select((it, i) => (new CountedVisitor(it.Journey, 1 + (i % 3), i % 5 == 0), it.Rules));

    /// <summary>Visitors of a site whose days are not those of UTC.</summary>
    internal static IEnumerable<(CountedVisitor Visitor, FoldRules Rules)> Zoned =>
        Enumerable
            .Range(0, Visitors / 4)
            .Select(it => Journey.Empty.Fold(ProbeRules.Zoned, Facts((ulong)it)))
            .Select(it => (new CountedVisitor(it, 1, false), ProbeRules.Zoned));

    private static List<Interaction> Facts(ulong visitor)
    {
        var (random, facts, at) = (new Seeded((Seed << 32) + visitor), new List<Interaction>(), Start);
        int Below(int most) => (int)(random.NextDouble() * most);
        at += Below(40 * 24 * 60) * Minute;
        for (var left = 1 + Below(24); left > 0; left--)
        {
            var name = Names[Below(Names.Length)];
            facts.Add(
                new Interaction(
                    at,
                    name == "order" ? "track" : "page",
                    name,
                    name == "order" ? null : "/" + name,
                    Campaign: Below(3) == 0 ? " Spring%20Sale" : null,
                    ReferrerHost: Below(3) == 0 ? "www.Bücher.example." : null
                )
            );
            if (Below(2) == 0)
                facts.Add(new Interaction(at, "", null, null, Offer: OfferOf(visitor, facts.Count, at, Below)));
            if (Below(12) == 0)
                facts.Add(new Interaction(at, "", null, null, Choices: ChoicesOf(Below(4))));
            at += (Pauses[Below(Pauses.Length)] * Minute) + Below(1_000);
        }

        return facts;
    }

    private static InteractionRecorded Respell(string name, long at) =>
        new(
            "",
            name == "order" ? "track" : "page",
            $" {name}\u200B",
            $"//{name}%2Ehtml/%d7%90/",
            null,
            null,
            DateTimeOffset.FromUnixTimeMilliseconds(at),
            default
        );

    private static Offer OfferOf(ulong visitor, int number, long at, Func<int, int> below) =>
        new(
            new Guid((int)visitor, (short)number, 0, [0, 0, 0, 0, 0, 0, 0, 1]),
            at,
            below(2) == 0 ? "hero" : "box",
            1,
            below(2) == 0 ? "video" : "text",
            2,
            below(4) is > 0 and var stage ? Stages[stage - 1] : null,
            1 + below(6),
            below(4) == 0,
            below(3) == 0 ? below(2) == 0 : null,
            below(2) == 0
        );

    private static Choices ChoicesOf(int kind) =>
        kind switch
        {
            0 => new Choices([Purpose.Personalize, Purpose.Measure], []),
            1 => new Choices([], [Purpose.Personalize]),
            2 => new Choices([Purpose.Personalize], []),
            _ => new Choices([], [Purpose.Measure]),
        };
}
