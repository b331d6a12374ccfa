using System.Globalization;
using JourneyEngine.Decisions;
using MathNet.Numerics.Distributions;

namespace JourneyEngine.Cli.Simulation;

/// <summary>
/// Simulated visitors who come, are shown what a learning slot offers them, and answer with what is true of them: round
/// after round, so that the slot can learn from one to the next.
/// </summary>
public static class LiveVisits
{
    public const string Accepted = "Offer Accepted";
    public const string Declined = "Offer Declined";

    private const int Rounds = 12;
    private const int AtOnce = 8;
    private const double Declines = 0.05;

    private static readonly TimeSpan BetweenRounds = TimeSpan.FromDays(4);

    /// <summary>How many visits there will be.</summary>
    public static int Expected(Truth truth, int visitors, int seed, DateTimeOffset now) =>
        Everybody(truth, visitors, seed, now).Sum(it => it.Visits);

    /// <param name="done">Told how many visitors have answered since.</param>
    /// <remarks>The same seed and day make the same visitors. A round that the engine knows already is not lived
    /// again.</remarks>
    /// <exception cref="EngineException">The engine refused something, or could not be reached for too
    /// long.</exception>
    public static async Task Run(
        EngineClient engine,
        Truth truth,
        int visitors,
        int seed,
        DateTimeOffset now,
        Action<int> done,
        CancellationToken cancellation
    )
    {
        var everybody = Everybody(truth, visitors, seed, now);
        for (var round = 0; round < Rounds; round++)
        {
            var began = now - (BetweenRounds * (Rounds - round));
            var there = everybody.Where(it => it.Comes(round)).ToArray();
            var pages = there.SelectMany(it => it.Arrives(began)).ToArray();
            var again = pages.Where(
                (_, i) =>
                    new Seeded(((ulong)(uint)seed << 32) | (uint)((round << 20) + i)).NextDouble() < truth.Duplicates
            );
            var receipts = await Deliver.Run(engine, [.. pages, .. again], seed, _ => { }, cancellation);
            if (receipts.ContainsKey("accepted"))
                await Answer(engine, there, seed, cancellation);
            done(there.Length);
        }
    }

    private static Visitor[] Everybody(Truth truth, int visitors, int seed, DateTimeOffset now) =>
        [
            .. Enumerable
                .Range(0, visitors)
                .Select(i => new Visitor(
                    truth,
                    string.Create(CultureInfo.InvariantCulture, $"live-{seed}-{now.UtcDateTime:yyyyMMdd}-{i}"),
                    i,
                    seed
                )),
        ];

    private static async Task Answer(EngineClient engine, Visitor[] there, int seed, CancellationToken cancellation)
    {
        var answers = new Message?[there.Length];
        await Parallel.ForAsync(
            0,
            there.Length,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (i, token) =>
                answers[i] = there[i]
                    .Answers((await engine.Evaluate(DemoSite.LearningSlot, there[i].Id, token)).Text("variant"))
        );
        await Deliver.Run(engine, [.. answers.OfType<Message>()], seed, _ => { }, cancellation);
        await engine.Post("/v1/posteriors/" + DemoSite.LearningSlot, new { }, cancellation);
    }

    /// <remarks>What a visitor does hangs on nothing that the engine answers, but for the answer to it: so a second run
    /// sends the same.</remarks>
    private sealed class Visitor(Truth truth, string id, int number, int seed)
    {
        private readonly Random _life = Chance(seed, number);
        private readonly HashSet<int> _rounds = [.. Coming(truth, Chance(number, seed), number % (Rounds - 2))];
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
            (_visit, _messages, _visits) = (Chance(_life.Next(), _visits), 0, _visits + 1);
            if (_ripeness < Ripeness.Comparing && _visit.NextDouble() < truth.RipenAt(_visits))
                _ripeness++;
            _last = began + TimeSpan.FromSeconds(ContinuousUniform.Sample(_visit, 0, BetweenRounds.TotalSeconds / 2));
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
            return draw < accepts ? Said("track", Accepted, null)
                : draw < accepts + Declines ? Said("track", Declined, null)
                : null;
        }

        /// <summary>Rounds in which somebody comes who came first in one of them: BG/NBD, whose clock is that of the
        /// rounds.</summary>
        private static IEnumerable<int> Coming(Truth truth, Random random, int first)
        {
            var visitsADay = Gamma.Sample(random, truth.VisitShape, truth.VisitRate);
            var leaves = Beta.Sample(random, truth.LeaveA, truth.LeaveB);
            var day = first * BetweenRounds.TotalDays;
            for (var visit = 1; day < Rounds * BetweenRounds.TotalDays; visit++)
            {
                yield return (int)(day / BetweenRounds.TotalDays);
                if (visit > 1 && random.NextDouble() < leaves)
                    yield break;
                day += Exponential.Sample(random, Math.Max(visitsADay, 0.001));
            }
        }

        /// <remarks>Seeds that lie side by side make .NET's generator begin alike, so they are mixed first.</remarks>
        private static Random Chance(int a, int b) =>
            new((int)(new Seeded(((ulong)(uint)a << 32) | (uint)b).NextDouble() * int.MaxValue));

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
}
