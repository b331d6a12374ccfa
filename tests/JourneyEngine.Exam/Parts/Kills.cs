using JourneyEngine.Exam.Engine;

namespace JourneyEngine.Exam.Parts;

/// <summary>As <c>kill -9</c> does, at any moment under load, and again on the way back: nothing that was acknowledged
/// is lost, nothing is stored twice, and the engine comes back by itself.</summary>
internal static class Kills
{
    private const int Hosts = 200;
    private const int Servers = 100;
    private const int Both = 50;
    private const int MostInARound = 4;

    /// <summary>About as long as a start takes: some are hit in the middle of it, others at work.</summary>
    private const int MostMilliseconds = 4_000;

    public static Task<Finding> OfHosts(Extent extent, IProgress<(int, int)> progress) =>
        Take("host-killed", extent.Of(Hosts), extent.Seed, progress, Host);

    public static Task<Finding> OfServers(Extent extent, IProgress<(int, int)> progress) =>
        Take("server-killed", extent.Of(Servers), extent.Seed, progress, it => it.Laboratory.Server.Kill());

    public static Task<Finding> OfBoth(Extent extent, IProgress<(int, int)> progress) =>
        Take("both-killed", extent.Of(Both), extent.Seed, progress, Together);

    private static async Task Host(Scene scene)
    {
        ExpectRunning(scene);
        await scene.Laboratory.Host.Kill();
        scene.Laboratory.Host.Start();
    }

    /// <remarks>Now the one is first, now the other.</remarks>
    private static async Task Together(Scene scene)
    {
        var (host, server) = (scene.Laboratory.Host, await scene.Laboratory.Server.NextToKill());
        ExpectRunning(scene);
        if (scene.Chance.Next(2) == 0)
            await Signals.Send(server, "-KILL");
        await host.Kill();
        await Signals.Send(server, "-KILL");
        host.Start();
    }

    private static void ExpectRunning(Scene scene)
    {
        if (!scene.Laboratory.Host.Runs)
            scene.Wrong.Add("the host ended by itself");
    }

    private static async Task<Finding> Take(
        string name,
        int kills,
        int seed,
        IProgress<(int, int)> progress,
        Func<Scene, Task> kill
    )
    {
        var (plan, done) = (Plan(kills, new Random(seed)), 0);
        var (_, items, wrong) = await Rounds.Run(
            plan.Count,
            seed,
            it => Task.FromResult<IReadOnlyList<HostUnderExam>>([it.Host]),
            async scene =>
            {
                await kill(scene);
                for (var left = plan.Dequeue() - 1; left > 0; left--, done++)
                {
                    await Task.Delay(scene.Chance.Next(MostMilliseconds));
                    await kill(scene);
                }

                done++;
            },
            _ => progress.Report((done, kills))
        );
        return Part.Found(name, $"{done} kills, {items:N0} interactions", wrong);
    }

    /// <returns>How many kills follow each other before the oracles are asked.</returns>
    private static Queue<int> Plan(int kills, Random chance)
    {
        var plan = new Queue<int>();
        for (var left = kills; left > 0; left -= plan.Last())
            plan.Enqueue(Math.Min(left, chance.Next(1, MostInARound + 1)));
        return plan;
    }
}
