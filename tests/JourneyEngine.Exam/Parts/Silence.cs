using System.Diagnostics;
using System.Net;
using JourneyEngine.Exam.Engine;

namespace JourneyEngine.Exam.Parts;

/// <summary>PostgreSQL hangs, or the network swallows what is said to it: callers are told to come again within
/// seconds, health at once, and all goes on by itself.</summary>
internal static class Silence
{
    public const string Hangs = "server-hangs";
    public const string Hole = "black-hole";
    private const int Times = 20;

    /// <summary>What is known of a database that does not answer, before callers are refused at once.</summary>
    private static readonly TimeSpan Discovery = TimeSpan.FromSeconds(12);

    /// <summary>A probe waits a second; a machine that does all at once takes longer now and then.</summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(3);

    public static async Task<Finding> OfServer(Extent extent, IProgress<(int, int)> progress)
    {
        var rounds = extent.Of(Times);
        var (done, items, wrong) = await Rounds.Run(
            rounds,
            extent.Seed,
            it => Task.FromResult<IReadOnlyList<HostUnderExam>>([it.Host]),
            async scene =>
            {
                await scene.Laboratory.Server.SignalAll("-STOP");
                try
                {
                    await Watch(scene);
                }
                finally
                {
                    await scene.Laboratory.Server.SignalAll("-CONT");
                }
            },
            it => progress.Report((it, rounds))
        );
        return Part.Found(Hangs, $"{done} times, {items:N0} interactions", wrong);
    }

    public static async Task<Finding> OfNetwork(Extent extent, IProgress<(int, int)> progress)
    {
        var rounds = extent.Of(Times);
        await using var behind = new BehindWire();
        var (done, items, wrong) = await Rounds.Run(
            rounds,
            extent.Seed,
            behind.In,
            async scene =>
            {
                behind.Wire.IsSilent = true;
                try
                {
                    await Watch(scene);
                }
                finally
                {
                    behind.Wire.IsSilent = false;
                }
            },
            it => progress.Report((it, rounds))
        );
        return Part.Found(Hole, $"{done} times, {items:N0} interactions", wrong);
    }

    /// <summary>For as long as it lasts, a while longer than it takes to find out.</summary>
    private static async Task Watch(Scene scene)
    {
        using var http = new HttpClient { BaseAddress = scene.Hosts[0].Address, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", scene.Laboratory.ReadKey);
        await Refused(http, "/v1/reports/returns", Discovery, scene.Wrong);
        for (var more = scene.Chance.Next(2, 6); more > 0; more--)
        {
            await Refused(http, "/health/ready", Prompt, scene.Wrong);
            await Refused(http, "/v1/reports/returns", Prompt, scene.Wrong);
            await Task.Delay(300);
        }
    }

    private static async Task Refused(HttpClient http, string path, TimeSpan within, List<string> wrong)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await http.GetAsync(path);
        if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || answer.Headers.RetryAfter is null)
            wrong.Add(
                $"{path}: {(int)answer.StatusCode}, Retry-After {answer.Headers.RetryAfter?.ToString() ?? "none"}"
            );
        if (clock.Elapsed > within)
            wrong.Add($"{path}: answered after {clock.Elapsed.TotalSeconds:N1} s");
    }
}
