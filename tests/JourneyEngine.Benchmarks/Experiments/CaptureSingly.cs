using System.Globalization;
using JourneyEngine.Benchmarks.Lab;
using JourneyEngine.Benchmarks.Load;
using JourneyEngine.Benchmarks.Rivals;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>One event a request, as browsers send, against stores that take one event a transaction, and against a web
/// server that does nothing.</summary>
internal static class CaptureSingly
{
    private const int Connections = 64;
    private const int Writers = 16;

    public static async Task Run(Laboratory laboratory, BareKestrel bare, Node node, Plan plan, Findings findings)
    {
        await using var martenDatabase = await laboratory.FreshDatabase("rival_marten");
        await using var marten = new MartenAppend(martenDatabase);
        await marten.Create();
        var bareLoad = new Wrk(bare.Address);
        await Ours(laboratory, plan.WarmUpSeconds);
        await bareLoad.Capture("/v1/page", "none", 1, Connections, plan.Seconds);
        await marten.Append(1, Writers, 2);
        string[] some =
        [
            "--events",
            ((int)(plan.Seconds * 1_000)).ToString(CultureInfo.InvariantCulture),
            "--writers",
            Writers.ToString(CultureInfo.InvariantCulture),
        ];
        var (latency50, latency99) = (new List<double>(), new List<double>());

        var rates = await Samples.InTurn(
            plan.Rounds,
            (
                "ours",
                async () =>
                {
                    var loaded = (
                        await laboratory.Wrk.Capture("/v1/page", laboratory.WriteKey, 1, Connections, plan.Seconds)
                    ).Flawless();
                    latency50.Add(loaded.P50);
                    latency99.Add(loaded.P99);
                    return loaded.RequestsASecond;
                }
            ),
            (
                "bare Kestrel",
                async () =>
                    (await bareLoad.Capture("/v1/page", "none", 1, Connections, plan.Seconds))
                        .Flawless()
                        .RequestsASecond
            ),
            ("Marten", () => marten.Append(1, Writers, plan.Seconds)),
            ("message-db", () => node.Rate("message-db", some)),
            ("emmett", () => node.Rate("emmett", some))
        );

        var ours = rates["ours"];
        foreach (var rival in new[] { "message-db", "Marten" })
            findings.Ratios.Add(
                new(
                    $"capture singly, 64 connections, against {rival}, 16 writers",
                    $"{ours} ev/s",
                    $"{rates[rival]} ev/s",
                    ours.Median / rates[rival].Median,
                    5,
                    15
                )
            );
        findings.Ratios.Add(
            new(
                "capture singly against bare Kestrel",
                $"{ours} req/s",
                $"{rates["bare Kestrel"]} req/s",
                ours.Median / rates["bare Kestrel"].Median,
                0.3,
                0.6
            )
        );
        findings.Note("emmett, 16 writers", rates["emmett"], "ev/s");
        findings.Note("capture singly, latency p50", new Samples(latency50), "ms");
        findings.Note("capture singly, latency p99", new Samples(latency99), "ms");
    }

    private static async Task<double> Ours(Laboratory laboratory, double seconds) =>
        (await laboratory.Wrk.Capture("/v1/page", laboratory.WriteKey, 1, Connections, seconds)).RequestsASecond;
}
