namespace JourneyEngine.Decisions.Beliefs;

/// <summary>Trials of cells, added up to groups and to groups of groups; and the prior of each: what is believed of its
/// parent by all that the parent holds but this one, so that nothing is counted twice.</summary>
/// <remarks>Groups are added up again by <see cref="Gather"/> where a spread was set.</remarks>
internal sealed class NestedCounts<TOuter, TInner, TCell>
{
    private static readonly BetaPosterior UniformPrior = new(1, 1);

    private readonly double _mean;

    /// <summary>How much the children of each level differ; see <see cref="BetweenGroupVariance"/>.</summary>
    public (double Outer, double Inner, double Cells) Spread = (
        BetweenGroupVariance.Usual,
        BetweenGroupVariance.Usual,
        BetweenGroupVariance.Usual
    );

    public NestedCounts(IEnumerable<(TOuter Outer, TInner Inner, TCell Cell, Trials Trials)> seen)
    {
        Cells = seen.GroupBy(it => (it.Outer, it.Inner, it.Cell))
            .ToDictionary(it => it.Key, it => it.Aggregate(default(Trials), (sum, one) => sum + one.Trials));
        Total = Cells.Values.Aggregate(default(Trials), (sum, it) => sum + it);
        _mean = UniformPrior.With(PseudoCounts.Of(Total)).Mean;
    }

    public Dictionary<(TOuter, TInner, TCell), Trials> Cells { get; }

    public Dictionary<(TOuter, TInner), PseudoCounts> Inner { get; } = [];

    public Dictionary<ValueTuple<TOuter>, PseudoCounts> Outer { get; } = [];

    public PseudoCounts All { get; private set; }

    public Trials Total { get; }

    /// <summary>What is believed of the mean of all.</summary>
    public BetaPosterior OfAll => UniformPrior.With(All);

    public Trials In(TOuter outer, TInner inner, TCell cell) => Cells.GetValueOrDefault((outer, inner, cell));

    public BetaPosterior AllBut(TOuter outer) =>
        UniformPrior.With(All - OfOuter(outer).AboutParent(Spread.Outer, _mean));

    public BetaPosterior OuterBut(TOuter outer, TInner inner) =>
        BetaPosterior
            .Of(AllBut(outer), Spread.Outer)
            .With(OfOuter(outer) - OfInner(outer, inner).AboutParent(Spread.Inner, _mean));

    public BetaPosterior InnerBut(TOuter outer, TInner inner, TCell cell) =>
        BetaPosterior
            .Of(OuterBut(outer, inner), Spread.Inner)
            .With(OfInner(outer, inner) - PseudoCounts.Of(In(outer, inner, cell)).AboutParent(Spread.Cells, _mean));

    public PseudoCounts OfOuter(TOuter outer) => Outer.GetValueOrDefault(ValueTuple.Create(outer));

    public PseudoCounts OfInner(TOuter outer, TInner inner) => Inner.GetValueOrDefault((outer, inner));

    public void Gather()
    {
        Inner.Clear();
        Outer.Clear();
        foreach (var ((outer, inner, _), trials) in Cells)
            Inner[(outer, inner)] = OfInner(outer, inner) + PseudoCounts.Of(trials).AboutParent(Spread.Cells, _mean);
        foreach (var ((outer, _), counts) in Inner)
            Outer[ValueTuple.Create(outer)] = OfOuter(outer) + counts.AboutParent(Spread.Inner, _mean);
        All = Outer.Values.Aggregate(default(PseudoCounts), (sum, it) => sum + it.AboutParent(Spread.Outer, _mean));
    }
}
