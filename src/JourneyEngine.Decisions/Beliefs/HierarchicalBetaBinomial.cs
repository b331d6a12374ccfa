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

    private readonly NestedCounts<TOuter, TInner, TCell> _counts;
    private readonly CellCovariance<TOuter, TInner, TCell> _covariance;

    public HierarchicalBetaBinomial(IEnumerable<(TOuter Outer, TInner Inner, TCell Cell, Trials Trials)> seen)
    {
        _counts = new(seen);
        // What children tell of their parent depends on how alike they are, and the other way round.
        for (var round = 0; round < Rounds; round++)
        {
            _counts.Gather();
            _counts.Spread.Cells = BetweenGroupVariance.Of(
                _counts.Cells.Select(it =>
                    (_counts.InnerBut(it.Key.Item1, it.Key.Item2, it.Key.Item3), PseudoCounts.Of(it.Value))
                )
            );
            _counts.Gather();
            _counts.Spread.Inner = BetweenGroupVariance.Of(
                _counts.Inner.Select(it => (_counts.OuterBut(it.Key.Item1, it.Key.Item2), it.Value))
            );
            _counts.Gather();
            _counts.Spread.Outer = BetweenGroupVariance.Of(
                _counts.Outer.Select(it => (_counts.AllBut(it.Key.Item1), it.Value))
            );
        }

        _counts.Gather();
        _covariance = new(_counts);
    }

    public Trials Total => _counts.Total;

    public Trials In(TOuter outer, TInner inner, TCell cell) => _counts.In(outer, inner, cell);

    public BetaPosterior Of(TOuter outer, TInner inner, TCell cell) =>
        BetaPosterior
            .Of(_counts.InnerBut(outer, inner, cell), _counts.Spread.Cells)
            .With(PseudoCounts.Of(In(outer, inner, cell)));

    /// <summary>
    /// The same with the mean of the group taken for certain. What is uncertain of it is common to all cells, which
    /// learn it together: for whoever chooses among cells it is no reason to explore each of them.
    /// </summary>
    public BetaPosterior GivenGroup(TOuter outer, TInner inner, TCell cell) =>
        BetaPosterior
            .Of(_counts.InnerBut(outer, inner, cell).Mean, _counts.Spread.Cells)
            .With(PseudoCounts.Of(In(outer, inner, cell)));

    /// <inheritdoc cref="CellCovariance{TOuter, TInner, TCell}"/>
    /// <returns>The covariance of the two chances, given all that was seen.</returns>
    public double Covariance((TOuter Outer, TInner Inner, TCell Cell) a, (TOuter Outer, TInner Inner, TCell Cell) b) =>
        a.Equals(b) ? Of(a.Outer, a.Inner, a.Cell).Variance : _covariance.Between(a, b);
}
