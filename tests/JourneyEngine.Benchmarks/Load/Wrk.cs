using System.Text.Json;
using JourneyEngine.Benchmarks.Lab;

namespace JourneyEngine.Benchmarks.Load;

/// <summary>What a load came to. Latencies in milliseconds.</summary>
/// <param name="Refused">Answers that were no success.</param>
/// <param name="Broken">Requests without an answer.</param>
internal sealed record Loaded(long Requests, double Seconds, double P50, double P99, long Refused, long Broken)
{
    public double RequestsASecond => (Requests - Refused) / Seconds;

    /// <exception cref="InvalidOperationException">A rate with failures in it is worth nothing.</exception>
    public Loaded Flawless() =>
        Refused + Broken == 0
            ? this
            : throw new InvalidOperationException($"{Refused} requests were refused and {Broken} broken.");
}

/// <summary>The load generator wrk, one thread, in a process of its own. Each request waits for the one before on its
/// connection.</summary>
internal sealed class Wrk(Uri address)
{
    public Task<Loaded> Capture(
        string target,
        string key,
        int batch,
        int connections,
        double seconds,
        string? run = null,
        bool linked = false
    ) =>
        Run(
            "capture.lua",
            connections,
            seconds,
            new()
            {
                ["TARGET"] = target,
                ["KEY"] = key,
                ["BATCH"] = $"{batch}",
                ["RUN"] = run ?? NewRun(),
                ["LINKED"] = linked ? "1" : "",
            }
        );

    public Task<Loaded> Decide(
        string target,
        string key,
        int connections,
        double seconds,
        int visitors,
        string run,
        int from = 0
    ) =>
        Run(
            "decide.lua",
            connections,
            seconds,
            new()
            {
                ["TARGET"] = target,
                ["KEY"] = key,
                ["VISITORS"] = $"{visitors}",
                ["FROM"] = $"{from}",
                ["RUN"] = run,
            }
        );

    public Task<Loaded> Get(string target, string key, int connections, double seconds) =>
        Run("get.lua", connections, seconds, new() { ["TARGET"] = target, ["KEY"] = key });

    /// <summary>Of visitors who came, of whom nothing was asked yet; they come first, more of them than can be asked
    /// for.</summary>
    public async Task<Loaded> DecideFirst(string target, string key, int connections, double seconds)
    {
        var (run, sending) = (NewRun(), 3 * seconds);
        var sent = (await Capture("/v1/batch", key, 100, 4, sending, run)).Flawless();
        // Whole rounds of capture.lua: 2,500 visitors of five events each.
        var visitors = Math.Max(1, (int)(sent.RequestsASecond * sending * 100 / 12_500)) * 2_500;
        return await Decide(target, key, connections, seconds, visitors, run);
    }

    public static string NewRun() => Guid.NewGuid().ToString("N")[..8];

    private async Task<Loaded> Run(
        string script,
        int connections,
        double seconds,
        Dictionary<string, string> environment
    )
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Load");
        var whole = Path.Combine(Path.GetTempPath(), $"journey-{Guid.NewGuid():N}.lua");
        await File.WriteAllTextAsync(
            whole,
            await File.ReadAllTextAsync(Path.Combine(folder, script))
                + await File.ReadAllTextAsync(Path.Combine(folder, "result.lua"))
        );
        try
        {
            var said = await Child.Output(
                "wrk",
                [
                    "-t1",
                    $"-c{connections}",
                    $"-d{(int)Math.Ceiling(seconds)}s",
                    "--timeout",
                    "30s",
                    "-s",
                    whole,
                    address.ToString(),
                ],
                environment
            );
            return JsonSerializer.Deserialize<Loaded>(
                said.Split('\n').Last(line => line.StartsWith('{')),
                JsonSerializerOptions.Web
            )!;
        }
        finally
        {
            File.Delete(whole);
        }
    }
}
