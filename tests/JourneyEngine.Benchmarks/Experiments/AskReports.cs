using System.Diagnostics;
using System.Net.Http.Json;
using JourneyEngine.Benchmarks.Lab;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>What those wait for who look at reports: each of them on the large log, a past moment, a walk through a
/// funnel, and a file to take along.</summary>
internal static class AskReports
{
    private const double LongestReport = 200;
    private const double LongestTimeTravel = 15;
    private const double LongestExport = 20;
    private const int Asked = 100;
    private const int Followings = 20;

    private static readonly string[] Names =
    [
        "conversion-by-visit",
        "conversion-by-visit?unit=attempts",
        "stages",
        "flow",
        "returns",
        "time-to-convert",
        "campaigns?by=landing",
        "content",
        "decisions",
        "predictions",
        "consent",
    ];

    public static async Task Run(Laboratory laboratory, Findings findings)
    {
        await laboratory.Projected();
        var events = await laboratory.Number("select count(*) from journey.mt_events");
        using var http = laboratory.Reader();
        http.Timeout = TimeSpan.FromMinutes(10);
        foreach (var name in Names)
        {
            var p95 = await P95(http, name);
            findings.Ratios.Add(
                new(
                    $"report {name} at {events:N0} events, p95 by the limit",
                    $"{Samples.Text(p95)} ms",
                    $"{LongestReport:N0} ms",
                    p95 / LongestReport,
                    1,
                    0.25,
                    LessIsBetter: true
                )
            );
        }

        var millions = events / 1e6;
        await InSeconds(
            findings,
            "returns as of a past moment",
            LongestTimeTravel,
            millions,
            () => http.GetStringAsync("/v1/reports/returns?at=2026-09-20T12:00:00Z")
        );
        await InSeconds(
            findings,
            "funnel walked in order within 7 days, first asked",
            LongestTimeTravel,
            millions,
            () => http.GetStringAsync("/v1/reports/funnel?within=7d&wait=true")
        );
        var followed = await Followed(laboratory, http);
        findings.Ratios.Add(
            new(
                $"funnel walked in order within 7 days "
                    + $"at {events:N0} events, asked again after 1,000 more, p95 by the limit",
                $"{Samples.Text(followed)} ms",
                $"{LongestReport:N0} ms",
                followed / LongestReport,
                1,
                0.25,
                LessIsBetter: true
            )
        );
        var file = Path.Combine(Path.GetTempPath(), $"journey-bench-{Guid.NewGuid():N}.parquet");
        await InSeconds(
            findings,
            "export to Parquet",
            LongestExport,
            millions,
            () => laboratory.Journey("export", "--format", "parquet", "--out", file, "--site", "demo")
        );
        File.Delete(file);
    }

    /// <returns>Milliseconds from when the reports know of what came until the walk does; at the 95th
    /// percentile.</returns>
    private static async Task<double> Followed(Laboratory laboratory, HttpClient http)
    {
        var latencies = new List<double>();
        for (var i = 0; i < Followings; i++)
        {
            using var writer = laboratory.Writer();
            var items = Enumerable
                .Range(0, 100)
                .Select(n => new
                {
                    type = "page",
                    anonymousId = $"seeded-{(i * 1_000) + (n * 7)}",
                    messageId = $"followed-{i}-{n}",
                    name = "article",
                    timestamp = DateTimeOffset.UtcNow,
                });
            for (var batch = 0; batch < 10; batch++)
                (
                    await writer.PostAsJsonAsync(
                        "/v1/batch",
                        new { batch = items.Select(it => it with { messageId = $"{it.messageId}-{batch}" }) }
                    )
                ).EnsureSuccessStatusCode();
            await laboratory.Projected();
            var began = Stopwatch.GetTimestamp();
            _ = await http.GetStringAsync("/v1/reports/funnel?within=7d&wait=true");
            latencies.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return latencies.Order().ElementAt((int)(0.95 * (latencies.Count - 1)));
    }

    private static async Task InSeconds(Findings findings, string what, double limit, double millions, Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        var aMillion = clock.Elapsed.TotalSeconds / millions;
        findings.Ratios.Add(
            new(
                $"{what}, a million events by the limit",
                $"{Samples.Text(aMillion)} s",
                $"{limit:N0} s",
                aMillion / limit,
                1,
                0.5,
                LessIsBetter: true
            )
        );
    }

    private static async Task<double> P95(HttpClient http, string name)
    {
        var latencies = new List<double>();
        for (var i = 0; i < Asked; i++)
        {
            var began = Stopwatch.GetTimestamp();
            _ = await http.GetStringAsync("/v1/reports/" + name);
            latencies.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return latencies.Order().ElementAt((int)(0.95 * (latencies.Count - 1)));
    }
}
