using FsCheck;
using FsCheck.Fluent;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Tests.Decisions;

/// <summary>A visitor's history with duplicates, in some order, cut into batches; and rules to fold it by.</summary>
public sealed record Delivery(Delivered[] Facts, Delivered[][] Batches, FoldRules Rules);

public sealed record Delivered(int MessageId, Interaction Interaction);

public static class Arbitrary
{
    private static readonly string[] Kinds = ["page", "track", "screen"];
    private static readonly string?[] Names = ["home", "blog", "files", null];
    private static readonly string?[] Paths = ["/", "/blog/a", "/files/x", null];

    public static Arbitrary<Delivery> Deliveries() =>
        (
            from facts in Facts()
            from rules in Rules()
            from repeated in Gen.SubListOf(facts)
            from order in Gen.Shuffle(facts.Concat(repeated))
            from cuts in Gen.Choose(0, 99).ListOf(order.Length)
            select new Delivery(facts, Cut(order, [.. cuts]), rules)
        ).ToArbitrary();

    /// <remarks>Pauses sit around the gap, to the millisecond, where mistakes would show.</remarks>
    private static Gen<Delivered[]> Facts() =>
        from count in Gen.Choose(0, 30)
        from pauses in Gen.Frequency(
                (4, Gen.Choose(0, 600_000)),
                (2, Gen.Elements(1_799_999, 1_800_000, 1_800_001)),
                (2, Gen.Choose(1_800_000, 90_000_000))
            )
            .ListOf(count)
        from kinds in Gen.Elements(Kinds).ListOf(count)
        from names in Gen.Elements(Names).ListOf(count)
        from paths in Gen.Elements(Paths).ListOf(count)
        from slots in Gen.Elements("hero", "foot", null).ListOf(count)
        from exposed in Gen.Elements(true, false).ListOf(count)
        let timeline = Timeline([.. pauses]).ToArray()
        select (Delivered[])
            [
                .. timeline.Select(
                    (at, i) =>
                        new Delivered(
                            i,
                            new Interaction(
                                at,
                                kinds[i],
                                names[i],
                                paths[i],
                                Campaign: i % 3 == 0 ? null : $"campaign {i % 4}",
                                ReferrerHost: i % 2 == 0 ? null : "search.example",
                                Crowded: i % 5 < 2
                            )
                        )
                ),
                .. timeline.SelectMany((at, i) => slots[i] is null ? [] : Decided(i, at, slots[i]!, exposed[i])),
            ];

    /// <summary>A decision after an interaction, and maybe its exposure.</summary>
    private static IEnumerable<Delivered> Decided(int i, long at, string slot, bool exposed)
    {
        var id = new Guid(i, 0, 0, new byte[8]);
        yield return new Delivered(
            1_000 + i,
            new Interaction(
                at,
                "",
                null,
                null,
                Offer: new Offer(
                    id,
                    at,
                    slot,
                    1 + (i % 2),
                    i % 3 == 0 ? "video" : "text",
                    i % 4,
                    i % 5 == 0 ? null : "stage 1",
                    i,
                    i % 7 == 0,
                    i % 2 == 0 ? null : i % 3 == 0,
                    Shown: false,
                    HoldoutShare: i % 4 == 0 ? null : i % 4 / 7.0,
                    Crowded: i % 6 == 0
                )
            )
        );
        if (exposed)
            yield return new Delivered(2_000 + i, Interaction.Of(new ContentShown(id, default, i % 4 == 1))!.Value);
    }

    private static IEnumerable<long> Timeline(int[] pauses)
    {
        var at = 1_431_856_800_000L;
        return pauses.Select(pause => at += pause).ToArray();
    }

    private static Gen<FoldRules> Rules() =>
        from first in Funnel("first")
        from second in Funnel("second")
        from gap in Gen.Elements(1, 30, 60)
        from hours in Gen.Elements(0.01, 1, 24, 2_000)
        from accepted in EvidenceOf()
        from declined in EvidenceOf()
        from zone in Gen.Elements(NaiveClock.Zones)
        from day in Gen.Elements(SiteCalendar.DayNames.ToArray())
        select new FoldRules(
            1,
            gap,
            [second, first],
            [
                new SlotOutcome("hero", new OutcomeDefinition([Once(accepted)], [Once(declined)], hours)),
                new SlotOutcome("foot", new OutcomeDefinition([Once(declined)], null, hours)),
            ],
            calendar: SiteCalendar.Of(zone, day)
        );

    private static Evidence Once(Evidence evidence) => evidence with { Count = 1, Visits = 1 };

    private static Gen<FunnelDefined> Funnel(string name) =>
        from stages in Stage().ListOf(4)
        from goal in Gen.Choose(-1, 3)
        select new FunnelDefined(
            name,
            1,
            [.. stages.Select((it, i) => it with { Name = $"stage {i}", Goal = i == goal })],
            default
        );

    private static Gen<StageDefinition> Stage() =>
        from evidence in EvidenceOf().ListOf(2)
        from all in Gen.Elements(true, false)
        select new StageDefinition("", false, all ? null : [.. evidence], all ? [.. evidence] : null);

    private static Gen<Evidence> EvidenceOf() =>
        from kind in Gen.Elements([.. Kinds, null])
        from name in Gen.Elements<string[]?>(["home"], ["blog", "files"], null)
        from path in Gen.Elements("/", "/blog", null)
        from count in Gen.Choose(1, 4)
        from visits in Gen.Choose(1, 3)
        select new Evidence(kind, name, path, count, visits);

    private static Delivered[][] Cut(Delivered[] order, int[] cuts)
    {
        var batches = new List<List<Delivered>> { new() };
        for (var i = 0; i < order.Length; i++)
        {
            if (cuts[i] < 30)
                batches.Add([]);
            batches[^1].Add(order[i]);
        }

        return [.. batches.Select(it => it.ToArray())];
    }
}
