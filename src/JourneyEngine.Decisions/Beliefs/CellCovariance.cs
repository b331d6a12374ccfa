namespace JourneyEngine.Decisions.Beliefs;

/// <summary>
/// How much what is uncertain of two cells is the same: what they borrow from the group that holds both. Each cell
/// follows its parent's mean with the share of its belief that is borrowed, and so on upwards. What sets an inner
/// group or a cell apart may do so in every group: the tree does not learn it from one for another, so as far as it
/// borrows instead, it errs in all of them alike, by as much as names have in common
/// (<see cref="IntraclassCorrelation"/>).
/// </summary>
internal sealed class CellCovariance<TOuter, TInner, TCell>(NestedCounts<TOuter, TInner, TCell> counts)
{
    private readonly Lazy<(double Inner, double Cells)> _common = new(() =>
        (
            IntraclassCorrelation.Of(
                counts.Inner.Select(it => (it.Key.Item2, counts.OuterBut(it.Key.Item1, it.Key.Item2), it.Value)),
                counts.Spread.Inner
            ),
            IntraclassCorrelation.Of(
                counts.Cells.Select(it =>
                    (it.Key.Item3, counts.InnerBut(it.Key.Item1, it.Key.Item2, it.Key.Item3), PseudoCounts.Of(it.Value))
                ),
                counts.Spread.Cells
            )
        )
    );

    public double Between((TOuter Outer, TInner Inner, TCell Cell) a, (TOuter Outer, TInner Inner, TCell Cell) b)
    {
        var follow = FollowsInner(a) * FollowsInner(b);
        if (Equals((a.Outer, a.Inner), (b.Outer, b.Inner)))
            return follow
                * BetaPosterior
                    .Of(counts.OuterBut(a.Outer, a.Inner), counts.Spread.Inner)
                    .With(counts.OfInner(a.Outer, a.Inner))
                    .Variance;
        var outer = Equals(a.Outer, b.Outer)
            ? BetaPosterior.Of(counts.AllBut(a.Outer), counts.Spread.Outer).With(counts.OfOuter(a.Outer)).Variance
            : (FollowsAll(a) * FollowsAll(b) * counts.OfAll.Variance) + ApartInner(a, b);
        return follow * ((FollowsOuter(a) * FollowsOuter(b) * outer) + ApartCells(a, b));
    }

    private double FollowsInner((TOuter Outer, TInner Inner, TCell Cell) it) =>
        Borrowed(
            counts.InnerBut(it.Outer, it.Inner, it.Cell),
            counts.Spread.Cells,
            PseudoCounts.Of(counts.In(it.Outer, it.Inner, it.Cell))
        );

    private double FollowsOuter((TOuter Outer, TInner Inner, TCell Cell) it) =>
        Borrowed(counts.OuterBut(it.Outer, it.Inner), counts.Spread.Inner, counts.OfInner(it.Outer, it.Inner));

    private double FollowsAll((TOuter Outer, TInner Inner, TCell Cell) it) =>
        Borrowed(counts.AllBut(it.Outer), counts.Spread.Outer, counts.OfOuter(it.Outer));

    private double ApartInner((TOuter Outer, TInner Inner, TCell Cell) a, (TOuter Outer, TInner Inner, TCell Cell) b) =>
        !Equals(a.Inner, b.Inner)
            ? 0
            : _common.Value.Inner
                * Math.Sqrt(
                    BetaPosterior.Of(counts.OuterBut(a.Outer, a.Inner).Mean, counts.Spread.Inner).Variance
                        * BetaPosterior.Of(counts.OuterBut(b.Outer, b.Inner).Mean, counts.Spread.Inner).Variance
                );

    private double ApartCells((TOuter Outer, TInner Inner, TCell Cell) a, (TOuter Outer, TInner Inner, TCell Cell) b) =>
        !Equals(a.Cell, b.Cell)
            ? 0
            : _common.Value.Cells
                * Math.Sqrt(
                    BetaPosterior.Of(counts.InnerBut(a.Outer, a.Inner, a.Cell).Mean, counts.Spread.Cells).Variance
                        * BetaPosterior.Of(counts.InnerBut(b.Outer, b.Inner, b.Cell).Mean, counts.Spread.Cells).Variance
                );

    /// <returns>By how much the mean of a child moves when that of its parent does, in [0, 1].</returns>
    private static double Borrowed(BetaPosterior parent, double spread, PseudoCounts seen)
    {
        var prior = BetaPosterior.Of(parent.Mean, spread);
        return (prior.A + prior.B) / (prior.A + prior.B + seen.Offered);
    }
}
