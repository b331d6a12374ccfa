using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Decisions.Measures;

/// <summary>What the visitors of the probes did.</summary>
internal static class ProbeFacts
{
    private const ulong Seed = 20;
    private const long Minute = 60_000;
    private const long Start = 1_767_225_600_000;

    private static readonly string[] Names = ["home", "blog", "prices", "files", "order"];
    private static readonly string[] Stages = ["aware", "interested", "customer"];
    private static readonly long[] Pauses = [0, 3, 29, 30, 31, 700, 1_440, 10_080, 43_200, 43_201, 90_000];

    /// <summary>A page of each name and path, spelled as older versions stored them.</summary>
    public static IEnumerable<Interaction> Respelled =>
        Names
            .Select((name, i) => Respell($" {name}\u200B", name, Start + (i * Minute)))
            // Another name by a sign that is seen.
            .Concat(Names.Select((name, i) => Respell(name + '\u06DD', name, Start + ((100 + i) * Minute))))
            .Select(it => Interaction.Of(it)!.Value);

    public static List<Interaction> Of(ulong visitor)
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
                    ReferrerHost: Below(3) == 0 ? "www.Bücher.example." : null,
                    Crowded: facts.Count % 7 == 5
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

    /// <summary>The same, but with nothing offered on the other side of a holdout.</summary>
    public static Interaction OnOneSide(this Interaction fact, bool heldOut) =>
        fact with
        {
            Offer = fact.Offer is { } offer ? offer with { HeldOut = heldOut } : null,
        };

    private static InteractionRecorded Respell(string spelled, string name, long at) =>
        new(
            "",
            name == "order" ? "track" : "page",
            spelled,
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
            below(2) == 0,
            number < 6 ? 0.5 : 0.25,
            Crowded: number % 5 == 0
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
