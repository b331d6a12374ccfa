using System.Net.Http.Json;
using JourneyEngine.Exam.Engine;
using JourneyEngine.Exam.Oracles;

namespace JourneyEngine.Exam.Parts;

/// <summary>Visitors are erased while they are being sent, and while the host or PostgreSQL is killed: whoever was told
/// to be erased is nowhere, and does not come back.</summary>
internal static class Erasures
{
    public const string Name = "erased-under-fire";
    private const int Times = 60;
    private const int AtOnce = 3;

    public static async Task<Finding> Take(Extent extent, IProgress<(int, int)> progress)
    {
        var (rounds, erased) = (extent.Of(Times), 0);
        var (_, items, wrong) = await Rounds.Run(
            rounds,
            extent.Seed,
            it => Task.FromResult<IReadOnlyList<HostUnderExam>>([it.Host]),
            async scene =>
            {
                erased += await Round(scene);
            },
            it => progress.Report((it, rounds))
        );
        return Part.Found(Name, $"{erased} visitors in {rounds} rounds, {items:N0} interactions", wrong);
    }

    private static async Task<int> Round(Scene scene)
    {
        var known = scene.Ledger.Kept.Select(it => it.Visitor).Distinct().Order().ToArray();
        scene.Chance.Shuffle(known);
        var chosen = known.Take(AtOnce).ToList();
        foreach (var visitor in chosen)
            scene.Ledger.Erases(visitor);
        var erasing = Task.WhenAll(chosen.Select(it => Erase(scene.Laboratory, it)));
        await Task.Delay(scene.Chance.Next(150));
        switch (scene.Chance.Next(3))
        {
            case 0:
                await scene.Laboratory.Host.Kill();
                scene.Laboratory.Host.Start();
                break;
            case 1:
                await scene.Laboratory.Server.Kill();
                break;
        }

        await erasing;
        // They may have been erased before the server was hit.
        await scene.Laboratory.Server.UntilReached();
        await scene.Laboratory.Host.UntilReady();
        await using var database = scene.Laboratory.Server.Open();
        foreach (var visitor in chosen)
            scene.Wrong.AddRange(
                Verdict.Few(
                    $"{visitor} is still in",
                    await Tables.Holding(database, $"(^|[^0-9A-Za-z-]){visitor}([^0-9]|$)", visitor)
                )
            );
        return chosen.Count;
    }

    /// <summary>Until it is confirmed.</summary>
    private static async Task Erase(Laboratory laboratory, string visitor)
    {
        using var http = laboratory.Client(laboratory.AdminKey);
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); waited.Elapsed < HostUnderExam.Patience; )
        {
            try
            {
                using var answer = await http.PostAsJsonAsync("/v1/privacy/erase", new { visitor });
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Down.
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"{visitor} is not erased.");
    }
}
