using JourneyEngine.Benchmarks.Lab;
using JourneyEngine.Benchmarks.Rivals;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>Segment batches of 100 over HTTP, deduplicated and committed, with the projection running, against what the
/// database and Marten can do without any of that.</summary>
internal static class CaptureInBatches
{
    private const int Connections = 16;

    public static async Task Run(Laboratory laboratory, Plan plan, Findings findings)
    {
        await using var rawDatabase = await laboratory.FreshDatabase("rival_raw");
        await using var martenDatabase = await laboratory.FreshDatabase("rival_marten");
        var raw = new RawTable(rawDatabase);
        await raw.Create();
        await using var marten = new MartenAppend(martenDatabase);
        await marten.Create();
        await Capture(laboratory, plan.WarmUpSeconds / 2);
        await marten.Append(1_000, 1, 4);
        var memory = 0.0;

        var rates = await Samples.InTurn(
            plan.Rounds,
            (
                "ours",
                async () =>
                {
                    var rate = await Capture(laboratory, plan.Seconds);
                    memory = Math.Max(memory, laboratory.HostMemory());
                    await laboratory.Projected();
                    return rate;
                }
            ),
            ("raw INSERT", () => raw.Insert(plan.Seconds)),
            ("raw COPY", () => raw.Copy(plan.Seconds)),
            ("Marten", () => marten.Append(1_000, 1, plan.Seconds))
        );

        var ours = rates["ours"];
        findings.Ratios.Add(
            new(
                "capture, batches of 100, against raw INSERT of 1,000",
                $"{ours} ev/s",
                $"{rates["raw INSERT"]} ev/s",
                ours.Median / rates["raw INSERT"].Median,
                0.5,
                0.8
            )
        );
        findings.Ratios.Add(
            new(
                "capture, batches of 100, against Marten, 1,000 a SaveChanges",
                $"{ours} ev/s",
                $"{rates["Marten"]} ev/s",
                ours.Median / rates["Marten"].Median,
                3,
                6
            )
        );
        findings.Ratios.Add(
            new("host memory under full load, MB", Samples.Text(memory), "", memory, 500, 250, LessIsBetter: true)
        );
        findings.Note("raw COPY of 1,000", rates["raw COPY"], "ev/s");
    }

    public static async Task<double> Capture(Laboratory laboratory, double seconds, bool linked = false) =>
        100
        * (await laboratory.Wrk.Capture("/v1/batch", laboratory.WriteKey, 100, Connections, seconds, linked: linked))
            .Flawless()
            .RequestsASecond;
}
