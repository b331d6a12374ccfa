using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Beliefs;

namespace JourneyEngine.Decisions.Conversions;

/// <summary>How likely visits convert: the hazard of each cell, shrunk to its visit number at that stage, that to the visit number, and that to the site.</summary>
public sealed class ConversionModel
{
    private readonly BeliefTree<int, int, int> _tree;
    private readonly Dictionary<HazardCell, double>? _chances;
    private readonly double[] _gaps;

    /// <param name="cells">What was seen of each cell.</param>
    /// <param name="chances">What a challenger says of each cell; the tree then only tells how sure it is.</param>
    public ConversionModel(IReadOnlyDictionary<HazardCell, Trials> cells, IReadOnlyDictionary<HazardCell, double>? chances = null)
    {
        _tree = new BeliefTree<int, int, int>(cells.OrderBy(it => it.Key.Visit).ThenBy(it => it.Key.Stage).ThenBy(it => it.Key.Gap)
            .Select(it => (it.Key.Visit, it.Key.Stage, it.Key.Gap, it.Value)));
        _chances = chances?.ToDictionary();
        _gaps = [.. Enumerable.Range(0, HazardCell.LastGap + 1).Select(gap => 1.0 + cells.Where(it => it.Key.Gap == gap).Sum(it => it.Value.Offered))];
    }

    public static ConversionModel Of(ConversionModelFitted fitted) => new(
        fitted.Cells.ToDictionary(CellOf, it => new Trials(it.AtRisk, it.Converted)),
        fitted.Cells.Length > 0 && fitted.Cells.All(it => it.Chance is not null) ? fitted.Cells.ToDictionary(CellOf, it => it.Chance!.Value) : null);

    /// <summary>Visits at risk that it was fitted to, and how many of them converted.</summary>
    public Trials Seen => _tree.Total;

    public Belief Hazard(HazardCell cell)
    {
        var belief = _tree.Of(cell.Visit, cell.Stage, cell.Gap);
        return _chances?.GetValueOrDefault(cell) is > 0 and < 1 and var chance ? Belief.OfTrials(chance, belief.Effective) : belief;
    }

    /// <summary>The chance to convert in the next visits, should they come. The stage is taken to stay what it is.</summary>
    /// <param name="visits">How many visits are looked ahead, from 1.</param>
    public Belief Within(BeforeVisit before, int visits)
    {
        // The chance not to convert is a product; its first two moments are those of its factors multiplied.
        var (none, square, fewest) = (1.0, 1.0, double.PositiveInfinity);
        for (var ahead = 0; ahead < visits; ahead++)
        {
            var hazard = OverGaps(before.Visit + ahead, before.Stage, ahead == 0 ? HazardCell.GapOf(before.Away) : 1);
            var stays = 1 - hazard.Mean;
            none *= stays;
            square *= (stays * stays) + hazard.Variance;
            fewest = Math.Min(fewest, hazard.Effective);
        }

        return Matching(1 - none, square - (none * none), fewest);
    }

    /// <summary>When the next visit comes is not known: only that at least so much time lies before it. Gaps are weighted by how often they come.</summary>
    private Belief OverGaps(int visit, int stage, int least)
    {
        var weights = _gaps[least..].Sum();
        var (mean, variance, effective) = (0.0, 0.0, 0.0);
        for (var gap = least; gap < _gaps.Length; gap++)
        {
            var (hazard, weight) = (Hazard(new HazardCell(Math.Min(visit, HazardCell.LastVisit), stage, gap)), _gaps[gap] / weights);
            mean += weight * hazard.Mean;
            variance += weight * weight * hazard.Variance;
            effective += weight * hazard.Effective;
        }

        return Matching(mean, variance, effective);
    }

    private static Belief Matching(double mean, double variance, double effective)
    {
        var trials = (mean * (1 - mean) / variance) - 1;
        return new Belief(mean * trials, (1 - mean) * trials, trials - effective);
    }

    private static HazardCell CellOf(ConversionCell it) => new(it.Visit, it.Stage, it.Gap);
}
