using System.Globalization;
using System.Net.Http.Json;
using JourneyEngine.Benchmarks.Lab;
using JourneyEngine.Benchmarks.Load;
using JourneyEngine.Benchmarks.Rivals;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>What to show where a site has 50 slots of 20 contents that all learn.</summary>
internal static class DecideLearned
{
    private const int Slots = 50;
    private const int Contents = 20;
    private const int Connections = 32;
    private const int Visitors = 2_000;
    private const string Slot = "/ofrep/v1/evaluate/flags/learned-7";

    public static async Task Run(Laboratory laboratory, BareKestrel bare, Plan plan, Findings findings)
    {
        using var http = new HttpClient { BaseAddress = laboratory.Address, Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", laboratory.AdminKey);
        for (var slot = 0; slot < Slots; slot++)
            (await http.PutAsJsonAsync($"/v1/slots/learned-{slot}", Body())).EnsureSuccessStatusCode();
        await laboratory.Projected();
        var known = Wrk.NewRun();
        await laboratory.Wrk.Capture("/v1/batch", laboratory.WriteKey, 100, 4, 2, known);
        await Ours(laboratory, known, plan.Seconds);
        // Any later page is an acceptance, so the next pages of the same visitors teach the slot something.
        await laboratory.Wrk.Capture("/v1/batch", laboratory.WriteKey, 100, 4, 2, known);
        await laboratory.Projected();
        (await http.PostAsJsonAsync("/v1/posteriors/learned-7", new { })).EnsureSuccessStatusCode();

        var bareLoad = new Wrk(bare.Address);
        await Ours(laboratory, known, plan.WarmUpSeconds);
        await bareLoad.Decide("/", "none", Connections, plan.WarmUpSeconds, Visitors, known);
        var (oursTail, bareTail, firstTail) = (new List<double>(), new List<double>(), new List<double>());
        var rates = await Samples.InTurn(
            plan.Rounds,
            ("ours", () => Kept(() => Ours(laboratory, known, plan.Seconds), oursTail)),
            (
                "bare Kestrel",
                () => Kept(() => bareLoad.Decide("/", "none", Connections, plan.Seconds, Visitors, known), bareTail)
            ),
            (
                "first asked",
                () =>
                    Kept(
                        () => laboratory.Wrk.DecideFirst(Slot, laboratory.WriteKey, Connections, plan.Seconds),
                        firstTail
                    )
            )
        );
        var (oursP99, bareP99) = (new Samples(oursTail), new Samples(bareTail));
        var what = string.Create(
            CultureInfo.InvariantCulture,
            $"OFREP decision, {Slots} learning slots of {Contents} contents"
        );
        findings.Ratios.Add(
            new(
                $"{what}, against bare Kestrel, p99",
                $"{oursP99} ms",
                $"{bareP99} ms",
                oursP99.Median / bareP99.Median,
                3,
                1.5,
                LessIsBetter: true
            )
        );
        findings.Note($"{what}", rates["ours"], "req/s");
        findings.Note($"{what}, first asked: decided, stored, committed", rates["first asked"], "req/s");
        findings.Note($"{what}, first asked, p99", new Samples(firstTail), "ms");
    }

    private static object Body() =>
        new
        {
            policy = "learning",
            outcome = new { accepted = new[] { new { kind = "page" } }, withinHours = 24 },
            @default = new { name = "nothing", value = "" },
            contents = Enumerable.Range(0, Contents).Select(i => new { name = $"content {i}", value = $"Value {i}" }),
        };

    private static Task<Loaded> Ours(Laboratory laboratory, string run, double seconds, int visitors = Visitors) =>
        laboratory.Wrk.Decide(Slot, laboratory.WriteKey, Connections, seconds, visitors, run);

    private static async Task<double> Kept(Func<Task<Loaded>> load, List<double> tail)
    {
        var loaded = (await load()).Flawless();
        tail.Add(loaded.P99);
        return loaded.RequestsASecond;
    }
}
