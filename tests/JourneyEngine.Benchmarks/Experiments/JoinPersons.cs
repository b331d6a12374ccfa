using JourneyEngine.Benchmarks.Lab;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>What it costs that half of the people have two devices and are one visitor on both: two logs of as many
/// events of as many devices, in one of which nobody is linked.</summary>
internal static class JoinPersons
{
    private const string People = "people";
    private const int Connections = 32;
    private const int Known = 2_000;
    private const int FirstAsked = 9_000;

    public static async Task Run(string programs, Plan plan, Findings findings)
    {
        await using var apart = await Laboratory.Open(programs);
        await using var joined = await Laboratory.Open(programs);
        await Seed.Fill(apart, 0, plan.Middle, new SeededVisitors($"v-{People}", Agree: true));
        await Seed.Fill(joined, 0, plan.Middle, new SeededVisitors($"v-{People}", Agree: true, Linked: true));
        await CatchUpAndRebuild.CatchUp(apart);
        await CatchUpAndRebuild.CatchUp(joined);
        var rates = await Samples.InTurn(
            Math.Max(3, plan.Rounds),
            ("catch-up apart", () => CatchUpAndRebuild.CatchUp(apart)),
            ("catch-up joined", () => CatchUpAndRebuild.CatchUp(joined))
        );
        await Decide(apart, plan.WarmUpSeconds);
        await Decide(joined, plan.WarmUpSeconds);
        var known = await Samples.InTurn(
            plan.Rounds,
            ("decisions apart", () => Decide(apart, plan.Seconds)),
            ("decisions joined", () => Decide(joined, plan.Seconds))
        );
        var (some, others) = (Known, Known);
        var first = await Samples.InTurn(
            plan.Rounds,
            ("first asked apart", () => Decide(apart, plan.Seconds, some += FirstAsked, FirstAsked)),
            ("first asked joined", () => Decide(joined, plan.Seconds, others += FirstAsked, FirstAsked))
        );
        await CaptureInBatches.Capture(apart, plan.WarmUpSeconds);
        await CaptureInBatches.Capture(joined, plan.WarmUpSeconds, linked: true);
        var captures = await Samples.InTurn(
            plan.Rounds,
            ("capture apart", () => CaptureInBatches.Capture(apart, plan.Seconds)),
            ("capture joined", () => CaptureInBatches.Capture(joined, plan.Seconds, linked: true))
        );

        Add("projection catch-up", "catch-up", "ev/s", rates);
        Add("OFREP decision", "decisions", "req/s", known);
        Add("capture of interactions that name a user id", "capture", "ev/s", captures);

        findings.Note(
            "OFREP decision, first asked, half of the people on two devices",
            $"{first["first asked joined"]} req/s; nobody linked {first["first asked apart"]} req/s"
        );

        void Add(string what, string name, string unit, Dictionary<string, Samples> of) =>
            findings.Ratios.Add(
                new(
                    $"{what}: half of the people on two devices, against nobody linked",
                    $"{of[name + " joined"]} {unit}",
                    $"{of[name + " apart"]} {unit}",
                    of[name + " joined"].Median / of[name + " apart"].Median,
                    0.85,
                    0.95
                )
            );
    }

    private static async Task<double> Decide(
        Laboratory laboratory,
        double seconds,
        int from = 0,
        int visitors = Known
    ) =>
        (
            await laboratory.Wrk.Decide(
                "/ofrep/v1/evaluate/flags/hero",
                laboratory.WriteKey,
                Connections,
                seconds,
                visitors,
                People,
                from
            )
        )
            .Flawless()
            .RequestsASecond;
}
