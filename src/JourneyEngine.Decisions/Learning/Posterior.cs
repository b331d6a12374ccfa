using System.Collections.Concurrent;
using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Learning;

/// <summary>What is believed of each content of a slot, at each stage and visit number: Beta-Bernoulli, young cells borrowing from their parents.</summary>
/// <remarks>
/// The belief in a cell (content, stage, visit bucket) starts at the mean of the same content at that stage in other visits; that one
/// starts at the content's mean at other stages, and that one at the mean of all contents. Nothing is counted twice. How many trials a
/// parent is worth follows from how much its children are alike.
/// </remarks>
public sealed class Posterior
{
    /// <summary>Trials after which half of the exploration that a slot asks for is left: what is spent on it then grows with the logarithm of the trials.</summary>
    private const double HalfExplored = 1_000;

    private const int Digits = 12;

    private readonly Dictionary<(string Content, string? Stage, int FromVisit), Trials> _cells;
    private readonly Dictionary<(string Content, string? Stage), Trials> _stages;
    private readonly Dictionary<string, Trials> _contents;
    private readonly (double Contents, double Stages, double Visits) _strength;
    private readonly ConcurrentDictionary<(string? Stage, int FromVisit, double Floor, string Contents), double[]> _known = new();

    public Posterior(PosteriorUpdated learned)
    {
        Version = learned.Version;
        _cells = Sums(learned.Cells, it => (it.Content, it.Stage, it.FromVisit));
        _stages = Sums(learned.Cells, it => (it.Content, it.Stage));
        _contents = Sums(learned.Cells, it => it.Content);
        Total = _contents.Values.Aggregate(default(Trials), (sum, it) => sum + it);
        _strength.Contents = Strength.Of(_contents.Select(it => (Anything.Mean, it.Value)));
        _strength.Stages = Strength.Of(_stages.Select(it => (Elsewhere(it.Key.Content, it.Value).Mean, it.Value)));
        _strength.Visits = Strength.Of(_cells.Select(it => (OtherVisits(it.Key.Content, it.Key.Stage, it.Value).Mean, it.Value)));
    }

    public static Posterior Nothing { get; } = new(new PosteriorUpdated("", 0, [], default));

    /// <summary>0 before anything was learned.</summary>
    public int Version { get; }

    public Trials Total { get; }

    private Belief Anything => new Belief(1, 1).With(Total);

    /// <summary>Whether so much happened since that it is worth a next version: a twentieth more trials, so that versions grow with their logarithm.</summary>
    public bool IsOutdatedBy(Trials now) => now.Offered - Total.Offered >= Math.Max(1, Total.Offered / 20) || now.Offered < Total.Offered;

    public Belief Of(string content, string? stage, int visit)
    {
        var cell = _cells.GetValueOrDefault((content, stage, VisitBucket.Of(visit)));
        return Belief.Of(OtherVisits(content, stage, cell).Mean, _strength.Visits).With(cell);
    }

    /// <summary>The probability with which each of some contents is shown: that it is the best, mixed with a floor that all share.</summary>
    /// <param name="floor">Share of decisions, in [0, 1], that explore evenly while nothing is known; it fades as trials come in.</param>
    /// <returns>In the order of the contents; to 12 digits, so that every machine comes to the same.</returns>
    public double[] Probabilities(IReadOnlyList<string> contents, string? stage, int visit, double floor) =>
        _known.GetOrAdd((stage, VisitBucket.Of(visit), floor, string.Join('\n', contents)), _ => Mixed(contents, stage, visit, floor));

    private double[] Mixed(IReadOnlyList<string> contents, string? stage, int visit, double floor)
    {
        var best = BestOf.Probabilities([.. contents.Select(it => Of(it, stage, visit))]);
        var trials = contents.Sum(it => _cells.GetValueOrDefault((it, stage, VisitBucket.Of(visit))).Offered);
        var explored = floor * HalfExplored / (HalfExplored + trials);
        return Array.ConvertAll(best, it => Math.Round(((1 - explored) * it) + (explored / best.Length), Digits));
    }

    private Belief Elsewhere(string content, Trials atStage) =>
        Belief.Of(Anything.Mean, _strength.Contents).With(_contents.GetValueOrDefault(content) - atStage);

    private Belief OtherVisits(string content, string? stage, Trials cell)
    {
        var atStage = _stages.GetValueOrDefault((content, stage));
        return Belief.Of(Elsewhere(content, atStage).Mean, _strength.Stages).With(atStage - cell);
    }

    private static Dictionary<T, Trials> Sums<T>(PosteriorCell[] cells, Func<PosteriorCell, T> by)
        where T : notnull =>
        cells.GroupBy(by).ToDictionary(it => it.Key, it => it.Aggregate(default(Trials), (sum, cell) => sum + new Trials(cell.Offered, cell.Accepted)));
}
