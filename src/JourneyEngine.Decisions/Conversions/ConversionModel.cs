using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Beliefs;

namespace JourneyEngine.Decisions.Conversions;

/// <summary>How likely visits convert: the hazard of each cell, shrunk to its visit number at that stage, that to the
/// visit number, and that to the site.</summary>
public sealed class ConversionModel
{
    private readonly HierarchicalBetaBinomial<int, int, int> _tree;
    private readonly Dictionary<HazardCell, double>? _chances;
    private readonly double[] _gaps;

    /// <param name="Weight">By how much a change of the hazard changes what is asked for.</param>
    private readonly record struct Part(HazardCell Cell, BetaPosterior Hazard, double Weight);

    /// <param name="cells">What was seen of each cell.</param>
    /// <param name="chances">What a challenger says of each cell; the tree then only tells how sure it is.</param>
    public ConversionModel(
        IReadOnlyDictionary<HazardCell, Trials> cells,
        IReadOnlyDictionary<HazardCell, double>? chances = null
    )
    {
        _tree = new HierarchicalBetaBinomial<int, int, int>(
            cells
                .OrderBy(it => it.Key.Visit)
                .ThenBy(it => it.Key.Stage)
                .ThenBy(it => it.Key.Gap)
                .Select(it => (it.Key.Visit, it.Key.Stage, it.Key.Gap, it.Value))
        );
        _chances = chances?.ToDictionary();
        _gaps =
        [
            .. Enumerable
                .Range(0, HazardCell.LastGap + 1)
                .Select(gap => 1.0 + cells.Where(it => it.Key.Gap == gap).Sum(it => it.Value.Offered)),
        ];
    }

    public static ConversionModel Of(ConversionModelFitted fitted) =>
        new(
            fitted.Cells.ToDictionary(CellOf, it => new Trials(it.AtRisk, it.Converted)),
            fitted.Cells.Length > 0 && fitted.Cells.All(it => it.Chance is not null)
                ? fitted.Cells.ToDictionary(CellOf, it => it.Chance!.Value)
                : null
        );

    /// <summary>Visits at risk that it was fitted to, and how many of them converted.</summary>
    public Trials Seen => _tree.Total;

    public BetaPosterior Hazard(HazardCell cell)
    {
        var belief = _tree.Of(cell.Visit, cell.Stage, cell.Gap);
        return _chances?.GetValueOrDefault(cell) is > 0 and < 1 and var chance
            ? BetaPosterior.OfTrials(chance, belief.Effective)
            : belief;
    }

    /// <summary>The chance to convert in the next visits, should they come. The stage is taken to stay what it
    /// is.</summary>
    /// <param name="visits">How many visits are looked ahead, from 1.</param>
    public BetaPosterior Within(BeforeVisit before, int visits)
    {
        var each = Enumerable
            .Range(0, visits)
            .Select(ahead =>
                OverGaps(before.Visit + ahead, before.Stage, ahead == 0 ? HazardCell.GapOf(before.Away) : 1)
            )
            .ToArray();
        var hazards = Array.ConvertAll(each, it => it.Sum(part => part.Weight * part.Hazard.Mean));
        var none = hazards.Aggregate(1.0, (product, hazard) => product * (1 - hazard));
        // To first order: a hazard moves the chance by the chance not to convert in any other visit.
        var moves = each.SelectMany(
                (it, i) => it.Select(part => part with { Weight = part.Weight * none / (1 - hazards[i]) })
            )
            .ToArray();
        return Matching(1 - none, Variance(moves), each.Min(it => it.Sum(part => part.Weight * part.Hazard.Effective)));
    }

    /// <summary>When the next visit comes is not known: only that at least so much time lies before it. Gaps are
    /// weighted by how often they come.</summary>
    private Part[] OverGaps(int visit, int stage, int least)
    {
        var weights = _gaps[least..].Sum();
        return
        [
            .. Enumerable
                .Range(least, _gaps.Length - least)
                .Select(gap => new HazardCell(Math.Min(visit, HazardCell.LastVisit), stage, gap))
                .Select(cell => new Part(cell, Hazard(cell), _gaps[cell.Gap] / weights)),
        ];
    }

    /// <summary>Of a weighted sum of hazards. Those of cells that borrow from the same parents are uncertain
    /// together.</summary>
    private double Variance(Part[] parts)
    {
        var sum = 0.0;
        foreach (var (cell, hazard, weight) in parts)
        {
            foreach (var other in parts)
                sum +=
                    weight
                    * other.Weight
                    * Correlation(cell, other.Cell)
                    * hazard.StandardDeviation
                    * other.Hazard.StandardDeviation;
        }

        return sum;
    }

    private double Correlation(HazardCell a, HazardCell b) =>
        a == b
            ? 1
            : Math.Min(
                1,
                _tree.Covariance(Place(a), Place(b))
                    / Math.Sqrt(_tree.Covariance(Place(a), Place(a)) * _tree.Covariance(Place(b), Place(b)))
            );

    private static (int Visit, int Stage, int Gap) Place(HazardCell it) => (it.Visit, it.Stage, it.Gap);

    private static BetaPosterior Matching(double mean, double variance, double effective)
    {
        var trials = (mean * (1 - mean) / variance) - 1;
        return new BetaPosterior(mean * trials, (1 - mean) * trials, trials - effective);
    }

    private static HazardCell CellOf(ConversionCell it) => new(it.Visit, it.Stage, it.Gap);
}
