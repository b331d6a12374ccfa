using FsCheck;
using FsCheck.Fluent;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;

namespace JourneyEngine.Tests.Decisions;

/// <summary>A visitor's history with duplicates, in some order, cut into batches; and rules to fold it by.</summary>
public sealed record Delivery(Delivered[] Facts, Delivered[][] Batches, FoldRules Rules);

public sealed record Delivered(int MessageId, Interaction Interaction);

public static class Arbitrary
{
    private static readonly string[] Kinds = ["page", "track", "screen"];
    private static readonly string?[] Names = ["home", "blog", "files", null];
    private static readonly string?[] Paths = ["/", "/blog/a", "/files/x", null];

    public static Arbitrary<Delivery> Deliveries() => (
        from facts in Facts()
        from rules in Rules()
        from repeated in Gen.SubListOf(facts)
        from order in Gen.Shuffle(facts.Concat(repeated))
        from cuts in Gen.Choose(0, 99).ListOf(order.Length)
        select new Delivery(facts, Cut(order, [.. cuts]), rules)).ToArbitrary();

    /// <remarks>Pauses sit around the gap, to the millisecond, where mistakes would show.</remarks>
    private static Gen<Delivered[]> Facts() =>
        from count in Gen.Choose(0, 30)
        from pauses in Gen.Frequency(
            (4, Gen.Choose(0, 600_000)), (2, Gen.Elements(1_799_999, 1_800_000, 1_800_001)), (2, Gen.Choose(1_800_000, 90_000_000))).ListOf(count)
        from kinds in Gen.Elements(Kinds).ListOf(count)
        from names in Gen.Elements(Names).ListOf(count)
        from paths in Gen.Elements(Paths).ListOf(count)
        select Timeline([.. pauses]).Select((at, i) => new Delivered(i, new Interaction(at, kinds[i], names[i], paths[i]))).ToArray();

    private static IEnumerable<long> Timeline(int[] pauses)
    {
        var at = 1_431_856_800_000L;
        return pauses.Select(pause => at += pause).ToArray();
    }

    private static Gen<FoldRules> Rules() =>
        from first in Funnel("first")
        from second in Funnel("second")
        from gap in Gen.Elements(1, 30, 60)
        select new FoldRules(1, gap, [second, first]);

    private static Gen<FunnelDefined> Funnel(string name) =>
        from stages in Stage().ListOf(4)
        from goal in Gen.Choose(-1, 3)
        select new FunnelDefined(name, 1, [.. stages.Select((it, i) => it with { Name = $"stage {i}", Goal = i == goal })], default);

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
