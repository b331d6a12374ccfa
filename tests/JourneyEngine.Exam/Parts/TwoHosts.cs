using JourneyEngine.Exam.Engine;

namespace JourneyEngine.Exam.Parts;

/// <summary>Two hosts on one database, of which one is killed, or both are started anew one after the other.</summary>
internal static class TwoHosts
{
    public const string Name = "two-hosts";
    private const int Times = 40;

    public static async Task<Finding> Take(Extent extent, IProgress<(int, int)> progress)
    {
        var (rounds, kills, restarts) = (extent.Of(Times), 0, 0);
        var (_, items, wrong) = await Rounds.Run(
            rounds,
            extent.Seed,
            async it => [await SecondHost.Start(it, it.Server.ConnectionString("engine")), it.Host],
            async scene =>
            {
                if (scene.Chance.Next(3) > 0)
                {
                    kills++;
                    await FailOver(scene.Hosts[scene.Chance.Next(2)]);
                }
                else
                {
                    restarts++;
                    foreach (var host in scene.Hosts)
                        await Restart(host);
                }
            },
            it => progress.Report((it, rounds))
        );
        return Part.Found(Name, $"{kills} fail-overs, {restarts} rolling restarts, {items:N0} interactions", wrong);
    }

    private static async Task FailOver(HostUnderExam host)
    {
        await host.Kill();
        host.Start();
        await host.UntilReady();
    }

    private static async Task Restart(HostUnderExam host)
    {
        await host.Stop();
        host.Start();
        await host.UntilReady();
    }
}
