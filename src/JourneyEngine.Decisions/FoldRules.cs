using System.Collections.Immutable;
using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions;

/// <summary>Everything that a journey depends on besides the visitor's interactions: the site's visit gap and its funnels.</summary>
/// <remarks>A revision never changes: a new funnel, a new version of one or another gap makes the next revision.</remarks>
public sealed class FoldRules
{
    /// <summary>30 minutes, the common gap of web analytics.</summary>
    public const int DefaultGapMinutes = 30;

    public static FoldRules Default { get; } = new(0, DefaultGapMinutes, []);

    private readonly Evidence[] _evidence;
    private readonly int[] _firstOfFunnel;

    public FoldRules(int revision, int gapMinutes, IEnumerable<FunnelDefined> funnels)
    {
        Revision = revision;
        GapMinutes = gapMinutes;
        Funnels = [.. funnels.OrderBy(it => it.Name, StringComparer.Ordinal)];
        _evidence = [.. Funnels.SelectMany(funnel => funnel.Stages).SelectMany(EvidenceOf)];
        _firstOfFunnel = new int[Funnels.Length];
        for (var i = 1; i < Funnels.Length; i++)
            _firstOfFunnel[i] = _firstOfFunnel[i - 1] + Funnels[i - 1].Stages.Sum(stage => EvidenceOf(stage).Length);
    }

    public int Revision { get; }

    public int GapMinutes { get; }

    /// <summary>The longest pause within a visit, in milliseconds.</summary>
    public long Gap => GapMinutes * 60_000L;

    /// <summary>The latest version of each funnel, by name.</summary>
    public ImmutableArray<FunnelDefined> Funnels { get; }

    public FunnelDefined? Find(string funnel) => Funnels.FirstOrDefault(it => it.Name == funnel);

    public FoldRules With(FunnelDefined funnel) =>
        new(Revision + 1, GapMinutes, Funnels.Where(it => it.Name != funnel.Name).Append(funnel));

    public FoldRules With(VisitGapChanged gap) => new(Revision + 1, gap.Minutes, Funnels);

    /// <summary>How many times of a piece of evidence are worth keeping: with n demanded, the n earliest tell all.</summary>
    internal int Limit(int evidence) => _evidence[evidence].Count;

    /// <summary>Number of the first piece of evidence of a funnel; those of its stages follow in order.</summary>
    internal int FirstEvidence(FunnelDefined funnel) => _firstOfFunnel[Funnels.IndexOf(funnel)];

    internal static Evidence[] EvidenceOf(StageDefinition stage) => stage.All ?? stage.When ?? [];

    internal ImmutableArray<Mark> MarksOf(in Interaction interaction)
    {
        var marks = ImmutableArray<Mark>.Empty;
        for (var i = 0; i < _evidence.Length; i++)
        {
            if (Fits(_evidence[i], interaction))
                marks = marks.Add(new Mark(i, [interaction.At]));
        }

        return marks;
    }

    private static bool Fits(Evidence evidence, in Interaction interaction) =>
        (evidence.Kind is null || evidence.Kind == interaction.Kind)
        && (evidence.Name is null || (interaction.Name is not null && evidence.Name.Contains(interaction.Name, StringComparer.Ordinal)))
        && (evidence.PathPrefix is null || (interaction.Path?.StartsWith(evidence.PathPrefix, StringComparison.Ordinal) ?? false));
}
