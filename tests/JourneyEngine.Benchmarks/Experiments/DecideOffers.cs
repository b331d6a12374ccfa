using System.Globalization;
using JourneyEngine.Benchmarks.Lab;
using JourneyEngine.Benchmarks.Load;
using JourneyEngine.Benchmarks.Rivals;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>What to show, asked over OFREP: again within a visit (the decision stands), and for the first time
/// (decided, stored, committed, then answered).</summary>
internal static class DecideOffers
{
    private const string Slot = "/ofrep/v1/evaluate/flags/hero";
    private const int Connections = 32;
    private const int Visitors = 2_000;

    public static async Task Run(Laboratory laboratory, BareKestrel bare, Node node, Plan plan, Findings findings)
    {
        var known = Wrk.NewRun();
        await laboratory.Wrk.Capture("/v1/batch", laboratory.WriteKey, 100, 4, 2, known);
        await Ours(laboratory, known, plan.WarmUpSeconds);
        var bareLoad = new Wrk(bare.Address);
        await bareLoad.Decide("/", "none", Connections, plan.WarmUpSeconds, Visitors, known);
        var (process, url, authorization) = await node.Serve("unleash");
        var unleash = new Wrk(new Uri(url.GetLeftPart(UriPartial.Authority)));
        try
        {
            await unleash.Get(url.PathAndQuery, authorization, Connections, plan.Seconds);
            var (oursTail, bareTail) = (new List<double>(), new List<double>());
            var rates = await Samples.InTurn(
                plan.Rounds,
                ("ours", () => Kept(() => Ours(laboratory, known, plan.Seconds), oursTail)),
                (
                    "bare Kestrel",
                    () => Kept(() => bareLoad.Decide("/", "none", Connections, plan.Seconds, Visitors, known), bareTail)
                ),
                (
                    "unleash",
                    async () =>
                        (await unleash.Get(url.PathAndQuery, authorization, Connections, plan.Seconds))
                            .Flawless()
                            .RequestsASecond
                ),
                (
                    "first asked",
                    async () =>
                        (await laboratory.Wrk.DecideFirst(Slot, laboratory.WriteKey, Connections, plan.Seconds))
                            .Flawless()
                            .RequestsASecond
                ),
                (
                    "flagd-core",
                    () =>
                        node.Rate(
                            "flagd-core",
                            "--seconds",
                            ((int)Math.Ceiling(plan.Seconds / 3)).ToString(CultureInfo.InvariantCulture)
                        )
                )
            );

            var (ours, oursP99, bareP99) = (rates["ours"], new Samples(oursTail), new Samples(bareTail));
            findings.Ratios.Add(
                new(
                    "OFREP decision against bare Kestrel",
                    $"{ours} req/s",
                    $"{rates["bare Kestrel"]} req/s",
                    ours.Median / rates["bare Kestrel"].Median,
                    0.5,
                    0.8
                )
            );
            findings.Ratios.Add(
                new(
                    "OFREP decision against bare Kestrel, p99",
                    $"{oursP99} ms",
                    $"{bareP99} ms",
                    oursP99.Median / bareP99.Median,
                    3,
                    1.5,
                    LessIsBetter: true
                )
            );
            findings.Ratios.Add(
                new(
                    "OFREP decision against unleash",
                    $"{ours} req/s",
                    $"{rates["unleash"]} req/s",
                    ours.Median / rates["unleash"].Median,
                    3,
                    8
                )
            );
            findings.Note("OFREP decision, first asked: decided, stored, committed", rates["first asked"], "req/s");
            findings.Note(
                "flagd-core, inside its own process: no HTTP, nothing stored",
                rates["flagd-core"],
                "evaluations/s"
            );
        }
        finally
        {
            await Child.Stop(process);
        }
    }

    private static Task<Loaded> Ours(Laboratory laboratory, string run, double seconds, int visitors = Visitors) =>
        laboratory.Wrk.Decide(Slot, laboratory.WriteKey, Connections, seconds, visitors, run);

    private static async Task<double> Kept(Func<Task<Loaded>> load, List<double> tail)
    {
        var loaded = (await load()).Flawless();
        tail.Add(loaded.P99);
        return loaded.RequestsASecond;
    }
}
