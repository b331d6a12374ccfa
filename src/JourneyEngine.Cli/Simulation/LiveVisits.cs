using System.Globalization;
using JourneyEngine.Decisions;

namespace JourneyEngine.Cli.Simulation;

/// <summary>
/// Simulated visitors who come, are shown what a learning slot offers them, and answer with what is true of them: round
/// after round, so that the slot can learn from one to the next.
/// </summary>
public static class LiveVisits
{
    public const string Accepted = "Offer Accepted";
    public const string Declined = "Offer Declined";

    internal const int Rounds = 12;
    private const int AtOnce = 8;

    internal static readonly TimeSpan BetweenRounds = TimeSpan.FromDays(4);

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

    private static LiveVisitor[] Everybody(Truth truth, int visitors, int seed, DateTimeOffset now) =>
        [
            .. Enumerable
                .Range(0, visitors)
                .Select(i => new LiveVisitor(
                    truth,
                    string.Create(CultureInfo.InvariantCulture, $"live-{seed}-{now.UtcDateTime:yyyyMMdd}-{i}"),
                    i,
                    seed
                )),
        ];

    private static async Task Answer(EngineClient engine, LiveVisitor[] there, int seed, CancellationToken cancellation)
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
}
