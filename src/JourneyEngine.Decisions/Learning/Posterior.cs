using System.Collections.Concurrent;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Beliefs;

namespace JourneyEngine.Decisions.Learning;

/// <summary>What is believed of each content of a slot, at each stage and visit number.</summary>
/// <remarks>
/// A <see cref="HierarchicalBetaBinomial{TOuter, TInner, TCell}"/> of contents, stages and visit buckets: a young cell borrows from
/// the same content at that stage in other visits, that from the content at other stages, and that from all contents.
/// </remarks>
public sealed class Posterior
{
    /// <summary>Trials after which half of the exploration that a slot asks for is left: what is spent on it then grows
    /// with the logarithm of the trials.</summary>
    private const double HalfExplored = 1_000;

    private const int Digits = 12;

    /// <summary>Of sets of contents, which differ from visitor to visitor where answers rule contents out: only what is
    /// asked for again is worth its place.</summary>
    private const int MostKnown = 10_000;

    private readonly HierarchicalBetaBinomial<string, string?, int> _tree;
    private readonly ConcurrentDictionary<
        (string? Stage, int FromVisit, double Floor, string Contents),
        double[]
    > _known = new();

    public Posterior(PosteriorUpdated learned)
    {
        Version = learned.Version;
        _tree = new HierarchicalBetaBinomial<string, string?, int>(
            learned.Cells.Select(it => (it.Content, it.Stage, it.FromVisit, new Trials(it.Offered, it.Accepted)))
        );
    }

    public static Posterior BeforeLearning { get; } = new(new PosteriorUpdated("", 0, [], default));

    /// <summary>0 before anything was learned.</summary>
    public int Version { get; }

    /// <summary>
    /// Whether sums of now differ so much that they are worth a next version: by a twentieth of all trials or
    /// acceptances, so that versions grow with their logarithm, or as there are fewer. Trials that moved from one cell
    /// to another count as much as fresh ones: another outcome may accept as many as the one before, but of other
    /// contents.
    /// </summary>
    /// <param name="now">Each cell once.</param>
    public bool IsOutdatedBy(IEnumerable<PosteriorCell> now)
    {
        var (moved, total) = Since(now);
        return IsMuch(moved.Offered, _tree.Total.Offered)
            || IsMuch(moved.Accepted, _tree.Total.Accepted)
            || total.Offered < _tree.Total.Offered
            || total.Accepted < _tree.Total.Accepted;
    }

    /// <summary>Whether they differ at all.</summary>
    /// <param name="now">Each cell once.</param>
    public bool DiffersFrom(IEnumerable<PosteriorCell> now) => Since(now).Moved != default;

    public BetaPosterior Of(string content, string? stage, int visit) =>
        _tree.GivenGroup(content, stage, VisitBucket.Of(visit));

    /// <summary>The probability with which each of some contents is shown: that it is the best, mixed with a floor that
    /// all share.</summary>
    /// <param name="floor">Share of decisions, in [0, 1], that explore evenly while nothing is known; it fades as
    /// trials come in.</param>
    /// <returns>In the order of the contents; to 12 digits, so that every machine comes to the same.</returns>
    public double[] Probabilities(IReadOnlyList<string> contents, string? stage, int visit, double floor)
    {
        var asked = (stage, VisitBucket.Of(visit), floor, string.Join('\n', contents));
        if (_known.TryGetValue(asked, out var known))
            return known;
        if (_known.Count >= MostKnown)
            _known.Clear();
        return _known[asked] = Mixed(contents, stage, visit, floor);
    }

    private static bool IsMuch(long moved, long before) => moved >= Math.Max(1, before / 20);

    private (Trials Moved, Trials Total) Since(IEnumerable<PosteriorCell> now)
    {
        var (moved, total, known) = (default(Trials), default(Trials), default(Trials));
        foreach (var cell in now)
        {
            var before = _tree.In(cell.Content, cell.Stage, cell.FromVisit);
            moved += new Trials(Math.Abs(cell.Offered - before.Offered), Math.Abs(cell.Accepted - before.Accepted));
            total += new Trials(cell.Offered, cell.Accepted);
            known += before;
        }

        var gone = new Trials(_tree.Total.Offered - known.Offered, _tree.Total.Accepted - known.Accepted);
        return (moved + gone, total);
    }

    private double[] Mixed(IReadOnlyList<string> contents, string? stage, int visit, double floor)
    {
        var best = ProbabilityOfBest.Probabilities([.. contents.Select(it => Of(it, stage, visit))]);
        var trials = contents.Sum(it => _tree.In(it, stage, VisitBucket.Of(visit)).Offered);
        var explored = floor * HalfExplored / (HalfExplored + trials);
        return Array.ConvertAll(best, it => Math.Round(((1 - explored) * it) + (explored / best.Length), Digits));
    }
}
