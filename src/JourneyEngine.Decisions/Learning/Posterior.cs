using System.Collections.Concurrent;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Beliefs;

namespace JourneyEngine.Decisions.Learning;

/// <summary>What is believed of each content of a slot, at each stage and visit number.</summary>
/// <remarks>
/// A <see cref="BeliefTree{TOuter, TInner, TCell}"/> of contents, stages and visit buckets: a young cell borrows from the same content at
/// that stage in other visits, that from the content at other stages, and that from all contents.
/// </remarks>
public sealed class Posterior
{
    /// <summary>Trials after which half of the exploration that a slot asks for is left: what is spent on it then grows with the logarithm of the trials.</summary>
    private const double HalfExplored = 1_000;

    private const int Digits = 12;

    /// <summary>Of sets of contents, which differ from visitor to visitor where answers rule contents out: only what is asked for again is worth its place.</summary>
    private const int MostKnown = 10_000;

    private readonly BeliefTree<string, string?, int> _tree;
    private readonly ConcurrentDictionary<(string? Stage, int FromVisit, double Floor, string Contents), double[]> _known = new();

    public Posterior(PosteriorUpdated learned)
    {
        Version = learned.Version;
        _tree = new BeliefTree<string, string?, int>(learned.Cells.Select(it => (it.Content, it.Stage, it.FromVisit, new Trials(it.Offered, it.Accepted))));
    }

    public static Posterior Nothing { get; } = new(new PosteriorUpdated("", 0, [], default));

    /// <summary>0 before anything was learned.</summary>
    public int Version { get; }

    /// <summary>Whether so much happened since that it is worth a next version: a twentieth more trials or acceptances, so that versions grow with their logarithm, or fewer.</summary>
    public bool IsOutdatedBy(Trials now) => IsOutdated(_tree.Total.Offered, now.Offered) || IsOutdated(_tree.Total.Accepted, now.Accepted);

    /// <summary>Whether anything at all happened since.</summary>
    public bool DiffersFrom(Trials now) => now != _tree.Total;

    public Belief Of(string content, string? stage, int visit) => _tree.GivenGroup(content, stage, VisitBucket.Of(visit));

    /// <summary>The probability with which each of some contents is shown: that it is the best, mixed with a floor that all share.</summary>
    /// <param name="floor">Share of decisions, in [0, 1], that explore evenly while nothing is known; it fades as trials come in.</param>
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

    private static bool IsOutdated(long before, long now) => now - before >= Math.Max(1, before / 20) || now < before;

    private double[] Mixed(IReadOnlyList<string> contents, string? stage, int visit, double floor)
    {
        var best = BestOf.Probabilities([.. contents.Select(it => Of(it, stage, visit))]);
        var trials = contents.Sum(it => _tree.In(it, stage, VisitBucket.Of(visit)).Offered);
        var explored = floor * HalfExplored / (HalfExplored + trials);
        return Array.ConvertAll(best, it => Math.Round(((1 - explored) * it) + (explored / best.Length), Digits));
    }
}
