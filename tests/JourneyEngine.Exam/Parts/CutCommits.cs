using System.Diagnostics;
using JourneyEngine.Exam.Engine;
using JourneyEngine.IntegrationTests.Log;

namespace JourneyEngine.Exam.Parts;

/// <summary>PostgreSQL has done what a host asked, and the wire breaks before it is told: the outcome is unknown to the
/// host, and what it tells the client must be true all the same.</summary>
internal static class CutCommits
{
    public const string Name = "commits-cut";
    private const int Cuts = 500;
    private const int InARound = 10;

    /// <summary>What an append carries.</summary>
    private const string Append = "\"messageId\"";

    public static async Task<Finding> Take(Extent extent, IProgress<(int, int)> progress)
    {
        var (rounds, cuts) = (extent.Of(Cuts / InARound), 0);
        await using var behind = new BehindWire();
        var (_, items, wrong) = await Rounds.Run(
            rounds,
            extent.Seed,
            behind.In,
            async scene => cuts += await Cut(behind.Wire, scene.Chance),
            it => progress.Report((it, rounds))
        );
        return Part.Found(Name, $"{cuts} cuts, {items:N0} interactions", wrong);
    }

    private static async Task<int> Cut(CutWire wire, Random chance)
    {
        var before = wire.Cuts;
        for (var cuts = before; cuts < before + InARound; cuts++)
        {
            wire.CutAfter(Append);
            for (var waited = Stopwatch.StartNew(); wire.Cuts == cuts; await Task.Delay(5))
            {
                if (waited.Elapsed > HostUnderExam.Patience)
                    throw new TimeoutException("Nothing is appended that could be cut.");
            }

            await Task.Delay(chance.Next(50));
        }

        return wire.Cuts - before;
    }
}
