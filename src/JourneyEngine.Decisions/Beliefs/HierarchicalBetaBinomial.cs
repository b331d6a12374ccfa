namespace JourneyEngine.Decisions.Beliefs;

/// <summary>What is believed of the chances in cells that lie in groups of groups: Beta-Bernoulli, young cells
/// borrowing from their parents.</summary>
/// <remarks>
/// Each chance is Beta around the mean of its parent. The belief in a cell starts from that in the rest of its group,
/// that one from the rest of the group around it, and that one from all; what is uncertain of a parent stays uncertain
/// of its children, and nothing is counted twice. How much a parent tells follows from how much its children are alike
/// (<see cref="BetweenGroupVariance"/>).
/// </remarks>
/// <typeparam name="TOuter">Names the groups.</typeparam>
/// <typeparam name="TInner">Names the groups within a group.</typeparam>
/// <typeparam name="TCell">Names the cells within an inner group.</typeparam>
public sealed class HierarchicalBetaBinomial<TOuter, TInner, TCell>
{
    private const int Rounds = 3;
    private static readonly BetaPosterior Nothing = new(1, 1);

    private readonly Dictionary<(TOuter, TInner, TCell), Trials> _cells;
    private readonly Dictionary<(TOuter, TInner), PseudoCounts> _inner = [];
    private readonly Dictionary<ValueTuple<TOuter>, PseudoCounts> _outer = [];
    private readonly Lazy<(double Inner, double Cells)> _common;
    private readonly double _mean;
    private (double Outer, double Inner, double Cells) _spread = (
        BetweenGroupVariance.Usual,
        BetweenGroupVariance.Usual,
        BetweenGroupVariance.Usual
    );
    private PseudoCounts _all;

    public HierarchicalBetaBinomial(IEnumerable<(TOuter Outer, TInner Inner, TCell Cell, Trials Trials)> seen)
    {
        _cells = seen.GroupBy(it => (it.Outer, it.Inner, it.Cell))
            .ToDictionary(it => it.Key, it => it.Aggregate(default(Trials), (sum, one) => sum + one.Trials));
        Total = _cells.Values.Aggregate(default(Trials), (sum, it) => sum + it);
        _mean = Nothing.With(PseudoCounts.Of(Total)).Mean;
        // What children tell of their parent depends on how alike they are, and the other way round.
        for (var round = 0; round < Rounds; round++)
        {
            Gather();
            _spread.Cells = BetweenGroupVariance.Of(
                _cells.Select(it => (InnerBut(it.Key.Item1, it.Key.Item2, it.Key.Item3), PseudoCounts.Of(it.Value)))
            );
            Gather();
            _spread.Inner = BetweenGroupVariance.Of(
                _inner.Select(it => (OuterBut(it.Key.Item1, it.Key.Item2), it.Value))
            );
            Gather();
            _spread.Outer = BetweenGroupVariance.Of(_outer.Select(it => (AllBut(it.Key.Item1), it.Value)));
        }

        Gather();
        _common = new(() =>
            (
                IntraclassCorrelation.Of(
                    _inner.Select(it => (it.Key.Item2, OuterBut(it.Key.Item1, it.Key.Item2), it.Value)),
                    _spread.Inner
                ),
                IntraclassCorrelation.Of(
                    _cells.Select(it =>
                        (it.Key.Item3, InnerBut(it.Key.Item1, it.Key.Item2, it.Key.Item3), PseudoCounts.Of(it.Value))
                    ),
                    _spread.Cells
                )
            )
        );
    }

    public Trials Total { get; }

    public Trials In(TOuter outer, TInner inner, TCell cell) => _cells.GetValueOrDefault((outer, inner, cell));

    public BetaPosterior Of(TOuter outer, TInner inner, TCell cell) =>
        BetaPosterior.Of(InnerBut(outer, inner, cell), _spread.Cells).With(PseudoCounts.Of(In(outer, inner, cell)));

    /// <summary>
    /// The same with the mean of the group taken for certain. What is uncertain of it is common to all cells, which
    /// learn it together: for whoever chooses among cells it is no reason to explore each of them.
    /// </summary>
    public BetaPosterior GivenGroup(TOuter outer, TInner inner, TCell cell) =>
        BetaPosterior
            .Of(InnerBut(outer, inner, cell).Mean, _spread.Cells)
            .With(PseudoCounts.Of(In(outer, inner, cell)));

    /// <summary>
    /// How much what is uncertain of two cells is the same: what they borrow from the group that holds both. Each cell
    /// follows its parent's mean with the share of its belief that is borrowed, and so on upwards. What sets an inner
    /// group or a cell apart may do so in every group: the tree does not learn it from one for another, so as far as it
    /// borrows instead, it errs in all of them alike, by as much as names have in common
    /// (<see cref="IntraclassCorrelation"/>).
    /// </summary>
    /// <returns>The covariance of the two chances, given all that was seen.</returns>
    public double Covariance((TOuter Outer, TInner Inner, TCell Cell) a, (TOuter Outer, TInner Inner, TCell Cell) b)
    {
        if (a.Equals(b))
            return Of(a.Outer, a.Inner, a.Cell).Variance;
        var follow = FollowsInner(a) * FollowsInner(b);
        if (Equals((a.Outer, a.Inner), (b.Outer, b.Inner)))
            return follow
                * BetaPosterior.Of(OuterBut(a.Outer, a.Inner), _spread.Inner).With(OfInner(a.Outer, a.Inner)).Variance;
        var outer = Equals(a.Outer, b.Outer)
            ? BetaPosterior.Of(AllBut(a.Outer), _spread.Outer).With(OfOuter(a.Outer)).Variance
            : (FollowsAll(a) * FollowsAll(b) * Nothing.With(_all).Variance) + ApartInner(a, b);
        return follow * ((FollowsOuter(a) * FollowsOuter(b) * outer) + ApartCells(a, b));
    }

    private double FollowsInner((TOuter Outer, TInner Inner, TCell Cell) it) =>
        Borrowed(
            InnerBut(it.Outer, it.Inner, it.Cell),
            _spread.Cells,
            PseudoCounts.Of(In(it.Outer, it.Inner, it.Cell))
        );

    private double FollowsOuter((TOuter Outer, TInner Inner, TCell Cell) it) =>
        Borrowed(OuterBut(it.Outer, it.Inner), _spread.Inner, OfInner(it.Outer, it.Inner));

    private double FollowsAll((TOuter Outer, TInner Inner, TCell Cell) it) =>
        Borrowed(AllBut(it.Outer), _spread.Outer, OfOuter(it.Outer));

    private double ApartInner((TOuter Outer, TInner Inner, TCell Cell) a, (TOuter Outer, TInner Inner, TCell Cell) b) =>
        !Equals(a.Inner, b.Inner)
            ? 0
            : _common.Value.Inner
                * Math.Sqrt(
                    BetaPosterior.Of(OuterBut(a.Outer, a.Inner).Mean, _spread.Inner).Variance
                        * BetaPosterior.Of(OuterBut(b.Outer, b.Inner).Mean, _spread.Inner).Variance
                );

    private double ApartCells((TOuter Outer, TInner Inner, TCell Cell) a, (TOuter Outer, TInner Inner, TCell Cell) b) =>
        !Equals(a.Cell, b.Cell)
            ? 0
            : _common.Value.Cells
                * Math.Sqrt(
                    BetaPosterior.Of(InnerBut(a.Outer, a.Inner, a.Cell).Mean, _spread.Cells).Variance
                        * BetaPosterior.Of(InnerBut(b.Outer, b.Inner, b.Cell).Mean, _spread.Cells).Variance
                );

    /// <returns>By how much the mean of a child moves when that of its parent does, in [0, 1].</returns>
    private static double Borrowed(BetaPosterior parent, double spread, PseudoCounts seen)
    {
        var prior = BetaPosterior.Of(parent.Mean, spread);
        return (prior.A + prior.B) / (prior.A + prior.B + seen.Offered);
    }

    private BetaPosterior AllBut(TOuter outer) => Nothing.With(_all - OfOuter(outer).AboutParent(_spread.Outer, _mean));

    private BetaPosterior OuterBut(TOuter outer, TInner inner) =>
        BetaPosterior
            .Of(AllBut(outer), _spread.Outer)
            .With(OfOuter(outer) - OfInner(outer, inner).AboutParent(_spread.Inner, _mean));

    private BetaPosterior InnerBut(TOuter outer, TInner inner, TCell cell) =>
        BetaPosterior
            .Of(OuterBut(outer, inner), _spread.Inner)
            .With(OfInner(outer, inner) - PseudoCounts.Of(In(outer, inner, cell)).AboutParent(_spread.Cells, _mean));

    private PseudoCounts OfOuter(TOuter outer) => _outer.GetValueOrDefault(ValueTuple.Create(outer));

    private PseudoCounts OfInner(TOuter outer, TInner inner) => _inner.GetValueOrDefault((outer, inner));

    private void Gather()
    {
        _inner.Clear();
        _outer.Clear();
        foreach (var ((outer, inner, _), trials) in _cells)
            _inner[(outer, inner)] = OfInner(outer, inner) + PseudoCounts.Of(trials).AboutParent(_spread.Cells, _mean);
        foreach (var ((outer, _), counts) in _inner)
            _outer[ValueTuple.Create(outer)] = OfOuter(outer) + counts.AboutParent(_spread.Inner, _mean);
        _all = _outer.Values.Aggregate(default(PseudoCounts), (sum, it) => sum + it.AboutParent(_spread.Outer, _mean));
    }
}
