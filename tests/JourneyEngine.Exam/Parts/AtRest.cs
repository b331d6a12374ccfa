using System.Net.Http.Json;
using JourneyEngine.Exam.Engine;
using JourneyEngine.Exam.Load;
using JourneyEngine.Exam.Oracles;

namespace JourneyEngine.Exam.Parts;

/// <summary>What it costs to have an engine that few ask, and what it costs when nobody does.</summary>
internal static class AtRest
{
    public const string Name = "at-rest";
    private const int Minutes = 60;
    private const double MostOfACore = 0.01;
    private const double MostMemory = 200;

    /// <summary>Before, the runtime still compiles again what was used often.</summary>
    private const int SettledMinutes = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(2);

    public static async Task<Finding> Take(Extent extent, IProgress<(int, int)> progress)
    {
        var (minutes, ledger) = (extent.Of(Minutes), new Ledger());
        await using var laboratory = await Laboratory.Open();
        await Use(laboratory, ledger, minutes, extent.Seed, progress);
        var (host, server) = (laboratory.Host.Used, laboratory.Server.Used);
        await Task.Delay(Rest);
        var (ofHost, ofServer) = ((laboratory.Host.Used - host) / Rest, (laboratory.Server.Used - server) / Rest);
        var (own, memory) = (laboratory.Host.OwnMemory(), laboratory.Host.Memory());
        var wrong = new List<string>();
        if (minutes >= SettledMinutes && ofHost > MostOfACore)
            wrong.Add($"a host that nobody asks uses {ofHost:P1} of a core");
        if (own > MostMemory)
            wrong.Add($"a host that few ask has {own:N0} MB");
        wrong.AddRange(await Verdict.Of(laboratory, ledger));
        return Part.Found(
            Name,
            $"{minutes} min of light use, then at rest: host {ofHost:P1} of a core, PostgreSQL {ofServer:P1}; "
                + $"{own:N0} MB of its own, RSS {memory:N0} MB",
            wrong
        );
    }

    /// <summary>As a small site is used: every few seconds somebody sends something and asks what to show, and every
    /// minute somebody reads a report.</summary>
    private static async Task Use(
        Laboratory laboratory,
        Ledger ledger,
        int minutes,
        int seed,
        IProgress<(int, int)> progress
    )
    {
        var sender = new Sender("light", ledger, laboratory.WriteKey, [laboratory.Host.Address], new Random(seed));
        using var page = laboratory.Client(laboratory.WriteKey);
        var all = (int)(TimeSpan.FromMinutes(minutes) / Pause);
        for (var done = 0; done < all; done++)
        {
            await sender.SendOne(CancellationToken.None);
            (
                await page.PostAsJsonAsync(
                    "/ofrep/v1/evaluate/flags/hero",
                    new { context = new { targetingKey = $"light-v{done % 60}" } }
                )
            ).EnsureSuccessStatusCode();
            if (done % (int)(TimeSpan.FromMinutes(1) / Pause) == 0)
                await laboratory.Get("/v1/reports/returns");
            progress.Report((done, all));
            await Task.Delay(Pause);
        }
    }
}
