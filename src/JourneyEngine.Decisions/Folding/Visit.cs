using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace JourneyEngine.Decisions.Folding;

/// <summary>A run of interactions with no pause longer than the site's gap. Times in milliseconds since 1970
/// UTC.</summary>
/// <param name="Hits">The evidence seen in this visit, by number of the evidence.</param>
public sealed record Visit(long Start, long End, int Interactions, ImmutableArray<EvidenceHit> Hits)
{
    internal static Visit Join(Visit a, Visit b, FoldRules rules) =>
        new(
            Math.Min(a.Start, b.Start),
            Math.Max(a.End, b.End),
            a.Interactions + b.Interactions,
            Join(a.Hits, b.Hits, rules)
        );

    private static ImmutableArray<EvidenceHit> Join(
        ImmutableArray<EvidenceHit> a,
        ImmutableArray<EvidenceHit> b,
        FoldRules rules
    )
    {
        if (a.IsEmpty || b.IsEmpty)
            return a.IsEmpty ? b : a;
        var joined = ImmutableArray.CreateBuilder<EvidenceHit>(a.Length + b.Length);
        int i = 0,
            j = 0;
        while (i < a.Length || j < b.Length)
        {
            if (j == b.Length || (i < a.Length && a[i].Evidence < b[j].Evidence))
                joined.Add(a[i++]);
            else if (i == a.Length || b[j].Evidence < a[i].Evidence)
                joined.Add(b[j++]);
            else
                joined.Add(EvidenceHit.Join(a[i++], b[j++], rules));
        }

        return joined.DrainToImmutable();
    }
}

/// <summary>When a piece of evidence was seen in a visit: the earliest times, ascending, as many as the evidence
/// demands.</summary>
public readonly record struct EvidenceHit(int Evidence, ImmutableArray<long> Times)
{
    internal static EvidenceHit Join(in EvidenceHit a, in EvidenceHit b, FoldRules rules) =>
        new(a.Evidence, Earliest(a.Times, b.Times, rules.Limit(a.Evidence)));

    /// <remarks>Runs for each interaction that is folded, so it merges what is in order already.</remarks>
    private static ImmutableArray<long> Earliest(ImmutableArray<long> a, ImmutableArray<long> b, int limit)
    {
        if (a.Length == limit && a[^1] <= b[0])
            return a;
        var (earliest, i, j) = (new long[Math.Min(limit, a.Length + b.Length)], 0, 0);
        for (var n = 0; n < earliest.Length; n++)
            earliest[n] = j == b.Length || (i < a.Length && a[i] <= b[j]) ? a[i++] : b[j++];
        return ImmutableCollectionsMarshal.AsImmutableArray(earliest);
    }
}
