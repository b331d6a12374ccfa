using System.Collections.Immutable;

namespace JourneyEngine.Decisions;

/// <summary>A run of interactions with no pause longer than the site's gap. Times in milliseconds since 1970 UTC.</summary>
/// <param name="Marks">The evidence seen in this visit, by number of the evidence.</param>
public sealed record Visit(long Start, long End, int Interactions, ImmutableArray<Mark> Marks)
{
    internal static Visit Join(Visit a, Visit b, FoldRules rules) => new(
        Math.Min(a.Start, b.Start),
        Math.Max(a.End, b.End),
        a.Interactions + b.Interactions,
        Join(a.Marks, b.Marks, rules));

    private static ImmutableArray<Mark> Join(ImmutableArray<Mark> a, ImmutableArray<Mark> b, FoldRules rules)
    {
        if (a.IsEmpty || b.IsEmpty)
            return a.IsEmpty ? b : a;
        var joined = ImmutableArray.CreateBuilder<Mark>(a.Length + b.Length);
        int i = 0, j = 0;
        while (i < a.Length || j < b.Length)
        {
            if (j == b.Length || (i < a.Length && a[i].Evidence < b[j].Evidence))
                joined.Add(a[i++]);
            else if (i == a.Length || b[j].Evidence < a[i].Evidence)
                joined.Add(b[j++]);
            else
                joined.Add(Mark.Join(a[i++], b[j++], rules));
        }

        return joined.DrainToImmutable();
    }
}

/// <summary>When a piece of evidence was seen in a visit: the earliest times, ascending, as many as the evidence demands.</summary>
public readonly record struct Mark(int Evidence, ImmutableArray<long> Times)
{
    internal static Mark Join(in Mark a, in Mark b, FoldRules rules) =>
        new(a.Evidence, [.. a.Times.Concat(b.Times).Order().Take(rules.Limit(a.Evidence))]);
}
