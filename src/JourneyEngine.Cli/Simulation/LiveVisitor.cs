using System.Globalization;
using MathNet.Numerics.Distributions;

namespace JourneyEngine.Cli.Simulation;

/// <summary>A simulated visitor who comes again in some rounds, and answers to what is offered.</summary>
/// <remarks>What a visitor does hangs on nothing that the engine answers, but for the answer to it: so a second run
/// sends the same.</remarks>
internal sealed class LiveVisitor(Truth truth, string id, int number, int seed)
{
    private const double Declines = 0.05;

    private readonly Random _life = SeededRandom.Of(seed, number);
    private readonly HashSet<int> _rounds =
    [
        .. Coming(truth, SeededRandom.Of(number, seed), number % (LiveVisits.Rounds - 2)),
    ];
    private Random _visit = new(0);
    private int _visits;
    private int _messages;
    private Ripeness _ripeness = Ripeness.Curious;
    private DateTimeOffset _last;

    public string Id => id;

    public int Visits => _rounds.Count;

    public bool Comes(int round) => _rounds.Contains(round);

    public IReadOnlyList<Message> Arrives(DateTimeOffset began)
    {
        (_visit, _messages, _visits) = (SeededRandom.Of(_life.Next(), _visits), 0, _visits + 1);
        if (_ripeness < Ripeness.Comparing && _visit.NextDouble() < truth.RipenAt(_visits))
            _ripeness++;
        _last =
            began
            + TimeSpan.FromSeconds(ContinuousUniform.Sample(_visit, 0, LiveVisits.BetweenRounds.TotalSeconds / 2));
        var signsUp = _ripeness != Ripeness.Customer && _visit.NextDouble() < truth.SignUpAt(_visits);
        Message[] steps =
        [
            .. SimulatedVisit.Steps(_ripeness, signsUp, _visit).Select(it => Said(it.Type, it.Name, it.Path)),
        ];
        _ripeness = signsUp ? Ripeness.Customer : _ripeness;
        return steps;
    }

    /// <returns>Null if the visitor does not care.</returns>
    public Message? Answers(string content)
    {
        var (draw, accepts) = (_visit.NextDouble(), truth.Accepts(content, (int)_ripeness));
        return draw < accepts ? Said("track", LiveVisits.Accepted, null)
            : draw < accepts + Declines ? Said("track", LiveVisits.Declined, null)
            : null;
    }

    /// <summary>Rounds in which somebody comes who came first in one of them: BG/NBD, whose clock is that of the
    /// rounds.</summary>
    private static IEnumerable<int> Coming(Truth truth, Random random, int first)
    {
        var visitsADay = Gamma.Sample(random, truth.VisitShape, truth.VisitRate);
        var leaves = Beta.Sample(random, truth.LeaveA, truth.LeaveB);
        var day = first * LiveVisits.BetweenRounds.TotalDays;
        for (var visit = 1; day < LiveVisits.Rounds * LiveVisits.BetweenRounds.TotalDays; visit++)
        {
            yield return (int)(day / LiveVisits.BetweenRounds.TotalDays);
            if (visit > 1 && random.NextDouble() < leaves)
                yield break;
            day += Exponential.Sample(random, Math.Max(visitsADay, 0.001));
        }
    }

    private Message Said(string type, string name, string? path)
    {
        _last += TimeSpan.FromSeconds(_visit.Next(5, 300));
        return new Message(
            string.Create(CultureInfo.InvariantCulture, $"{id}-{_visits}-{_messages++}"),
            id,
            type,
            name,
            path,
            null,
            Simulator.Browser,
            _last,
            TimeSpan.Zero
        );
    }
}
