using JourneyEngine.Exam.Engine;

namespace JourneyEngine.Exam.Parts;

/// <summary>As <c>kill -9</c> does, at any moment under load: nothing that was acknowledged is lost, nothing is stored
/// twice, and the engine comes back by itself.</summary>
internal static class Kills
{
    private const int Hosts = 200;
    private const int Servers = 100;
    private const int Both = 50;

    public static Task<Finding> OfHosts(Extent extent, IProgress<(int, int)> progress) =>
        Take("host-killed", extent.Of(Hosts), extent.Seed, progress, it => Host(it.Laboratory));

    public static Task<Finding> OfServers(Extent extent, IProgress<(int, int)> progress) =>
        Take("server-killed", extent.Of(Servers), extent.Seed, progress, it => it.Laboratory.Server.Kill());

    public static Task<Finding> OfBoth(Extent extent, IProgress<(int, int)> progress) =>
        Take("both-killed", extent.Of(Both), extent.Seed, progress, it => Together(it.Laboratory, it.Chance));

    private static async Task Host(Laboratory laboratory)
    {
        await laboratory.Host.Kill();
        laboratory.Host.Start();
    }

    /// <remarks>Now the one is first, now the other.</remarks>
    private static async Task Together(Laboratory laboratory, Random chance)
    {
        var server = laboratory.Server.ProcessId;
        if (chance.Next(2) == 0)
            await Signals.Send(server, "-KILL");
        await laboratory.Host.Kill();
        await Signals.Send(server, "-KILL");
        laboratory.Host.Start();
    }

    private static async Task<Finding> Take(
        string name,
        int rounds,
        int seed,
        IProgress<(int, int)> progress,
        Func<Scene, Task> harm
    )
    {
        var (done, items, wrong) = await Rounds.Run(
            rounds,
            seed,
            it => Task.FromResult<IReadOnlyList<HostUnderExam>>([it.Host]),
            harm,
            it => progress.Report((it, rounds))
        );
        return Part.Found(name, $"{done} kills, {items:N0} interactions", wrong);
    }
}
