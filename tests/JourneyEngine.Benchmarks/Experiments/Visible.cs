using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Benchmarks.Lab;
using JourneyEngine.Benchmarks.Load;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>How long after its acknowledgement an event counts: in the next decision about its visitor, and in the
/// reports, while others are captured.</summary>
internal static class Visible
{
    public static async Task Run(Laboratory laboratory, Plan plan, Findings findings)
    {
        using var stop = new CancellationTokenSource();
        var load = Background(laboratory, stop.Token);
        var decisions = await InDecisions(laboratory, (int)(plan.Seconds * 60));
        var reports = await InReports(laboratory, (int)(plan.Seconds * 10));
        await stop.CancelAsync();
        await load;
        findings.Ratios.Add(
            new(
                "acknowledged to visible in a decision, p99, ms",
                Samples.Text(decisions),
                "",
                decisions,
                50,
                10,
                LessIsBetter: true
            )
        );
        findings.Ratios.Add(
            new(
                "acknowledged to visible in reports, p99, s",
                Samples.Text(reports / 1e3),
                "",
                reports / 1e3,
                5,
                1,
                LessIsBetter: true
            )
        );
    }

    private static async Task<double> InDecisions(Laboratory laboratory, int times)
    {
        using var http = laboratory.Writer();
        var waits = new List<double>();
        for (var i = 0; i < times; i++)
        {
            // The third page makes the visitor 'interested'; each visitor is asked for before, so that the answer has
            // to change.
            var visitor = $"seen-{Wrk.NewRun()}";
            for (var page = 0; page < 3; page++)
            {
                await Asked(http, visitor);
                (
                    await http.PostAsJsonAsync(
                        "/v1/page",
                        new
                        {
                            messageId = $"{visitor}-{page}",
                            anonymousId = visitor,
                            name = "article",
                        }
                    )
                ).EnsureSuccessStatusCode();
            }

            var acknowledged = Stopwatch.GetTimestamp();
            while (await Asked(http, visitor) != "interested")
            {
                // It shall be there the first time.
            }

            waits.Add(Stopwatch.GetElapsedTime(acknowledged).TotalMilliseconds);
        }

        return P99(waits);
    }

    private static async Task<double> InReports(Laboratory laboratory, int times)
    {
        using var writer = laboratory.Writer();
        using var reader = laboratory.Reader();
        var waits = new List<double>();
        for (var i = 0; i < times; i++)
        {
            // A day of its own, far from all the others: the report over it counts one visitor as soon as the event is
            // in.
            var day = new DateOnly(1980, 1, 1).AddDays(Random.Shared.Next(10_000));
            var before = await Visitors(reader, day);
            (
                await writer.PostAsJsonAsync(
                    "/v1/page",
                    new
                    {
                        messageId = $"late-{Wrk.NewRun()}",
                        anonymousId = $"late-{Wrk.NewRun()}",
                        name = "article",
                        timestamp = $"{day:yyyy-MM-dd}T12:00:00Z",
                    }
                )
            ).EnsureSuccessStatusCode();
            var acknowledged = Stopwatch.GetTimestamp();
            while (await Visitors(reader, day) == before)
                await Task.Delay(2);
            waits.Add(Stopwatch.GetElapsedTime(acknowledged).TotalMilliseconds);
        }

        return P99(waits);
    }

    /// <summary>Half of what the engine can take, roughly: two connections that send batches.</summary>
    private static async Task Background(Laboratory laboratory, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            await laboratory.Wrk.Capture("/v1/batch", laboratory.WriteKey, 100, 2, 2);
    }

    private static async Task<string?> Asked(HttpClient http, string visitor)
    {
        using var answer = await http.PostAsJsonAsync(
            "/ofrep/v1/evaluate/flags/hero",
            new { context = new { targetingKey = visitor } }
        );
        return (string?)
            (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!["metadata"]!["stage"];
    }

    private static async Task<long> Visitors(HttpClient http, DateOnly day) =>
        (long)
            (
                await http.GetFromJsonAsync<JsonNode>(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"/v1/reports/returns?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}"
                    )
                )
            )!["visitors"]!;

    private static double P99(List<double> values) => values.Order().ElementAt((int)(0.99 * (values.Count - 1)));
}
