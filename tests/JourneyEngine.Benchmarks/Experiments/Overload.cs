using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Benchmarks.Lab;
using JourneyEngine.Benchmarks.Load;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>Senders that do not care for Retry-After offer ten times and more of what the engine can take, while a few
/// ordinary ones go on.</summary>
internal static class Overload
{
    private const int Hammers = 512;
    private const int Senders = 4;

    private sealed record Probe(List<double> Latencies, List<string> Acknowledged, int Shed, int Unexplained);

    public static async Task Run(Laboratory laboratory, Plan plan, Findings findings)
    {
        var (run, probeRun) = (Wrk.NewRun(), Wrk.NewRun());
        using var stop = new CancellationTokenSource();
        var probes = Enumerable
            .Range(0, Senders)
            .Select(sender => Task.Run(() => Send(laboratory, $"{probeRun}-{sender}", stop.Token)))
            .ToArray();
        var memory = Watch(laboratory, stop.Token);
        var hammered = await laboratory.Wrk.Capture(
            "/v1/batch",
            laboratory.WriteKey,
            100,
            Hammers,
            plan.OverloadSeconds,
            run: run
        );
        var recovery = await Recovered(laboratory);
        await stop.CancelAsync();
        var sent = await Task.WhenAll(probes);
        var most = await memory;

        var acknowledged = sent.SelectMany(it => it.Acknowledged).ToArray();
        var stored = await laboratory.Number(
            string.Create(
                CultureInfo.InvariantCulture,
                $"select count(distinct data->>'messageId') from journey.mt_events where stream_id like 'visitor/{probeRun}%'"
            )
        );
        var storedOfHammers = await laboratory.Number(
            $"select count(*) from journey.mt_events where stream_id like 'visitor/v-{run}-%'"
        );
        var accepted = 100 * (hammered.Requests - hammered.Refused);
        var latencies = sent.SelectMany(it => it.Latencies).Order().ToArray();
        var p99 = latencies.Length == 0 ? double.PositiveInfinity : latencies[(int)(0.99 * (latencies.Length - 1))];

        findings.Ratios.Add(
            new(
                "overload: p99 of what is accepted, s",
                Samples.Text(p99 / 1e3),
                "",
                p99 / 1e3,
                1,
                1,
                LessIsBetter: true
            )
        );
        findings.Ratios.Add(
            new(
                "overload: acknowledged and not stored",
                $"{Math.Max(0, acknowledged.Length - stored) + Math.Max(0, accepted - storedOfHammers)}",
                $"of {acknowledged.Length + accepted:N0}",
                Math.Max(0, acknowledged.Length - stored) + Math.Max(0, accepted - storedOfHammers),
                0,
                0,
                LessIsBetter: true
            )
        );
        findings.Ratios.Add(
            new("overload: back to normal, s", Samples.Text(recovery), "", recovery, 10, 10, LessIsBetter: true)
        );
        findings.Ratios.Add(
            new("overload: host memory, MB", Samples.Text(most), "", most, 500, 250, LessIsBetter: true)
        );
        findings.Ratios.Add(
            new(
                "overload: refusals without Retry-After",
                $"{sent.Sum(it => it.Unexplained)}",
                $"of {sent.Sum(it => it.Shed):N0} to the ordinary senders",
                sent.Sum(it => it.Unexplained),
                0,
                0,
                LessIsBetter: true
            )
        );
        findings.Note(
            "overload",
            $"{100 * hammered.Requests / hammered.Seconds:N0} ev/s offered "
                + $"for {hammered.Seconds:N0} s "
                + $"on {Hammers} connections, {accepted / hammered.Seconds:N0} ev/s "
                + $"accepted, {hammered.Broken} connections broken"
        );
    }

    /// <summary>An ordinary sender: one event at a time, and after a refusal it waits as long as it is told
    /// to.</summary>
    private static async Task<Probe> Send(Laboratory laboratory, string sender, CancellationToken stop)
    {
        using var http = laboratory.Writer();
        var probe = new Probe([], [], 0, 0);
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsJsonAsync(
                "/v1/page",
                new
                {
                    messageId = $"{sender}-{i}",
                    anonymousId = sender,
                    name = "article",
                },
                CancellationToken.None
            );
            if (answer.IsSuccessStatusCode)
            {
                probe.Latencies.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                probe.Acknowledged.Add($"{sender}-{i}");
            }
            else if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            {
                var wait = answer.Headers.RetryAfter?.Delta;
                probe = probe with { Shed = probe.Shed + 1, Unexplained = probe.Unexplained + (wait is null ? 1 : 0) };
                await Task.Delay((wait ?? TimeSpan.FromSeconds(1)) / 4, CancellationToken.None);
            }
            else
            {
                throw new InvalidOperationException($"The engine answered {answer.StatusCode}.");
            }
        }

        return probe;
    }

    /// <returns>Seconds until twenty requests in a row are answered within 100 ms and the reports are up to
    /// date.</returns>
    private static async Task<double> Recovered(Laboratory laboratory)
    {
        using var http = laboratory.Writer();
        using var reader = laboratory.Reader();
        var clock = Stopwatch.StartNew();
        for (int good = 0, i = 0; good < 20; i++)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsJsonAsync(
                "/v1/page",
                new
                {
                    messageId = $"after-{Wrk.NewRun()}-{i}",
                    anonymousId = "after",
                    name = "article",
                }
            );
            good =
                answer.IsSuccessStatusCode && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMilliseconds(100)
                    ? good + 1
                    : 0;
        }

        _ = await reader.GetFromJsonAsync<JsonNode>("/v1/reports/returns?wait=true");
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> Watch(Laboratory laboratory, CancellationToken stop)
    {
        var most = 0.0;
        while (!stop.IsCancellationRequested)
        {
            most = Math.Max(most, laboratory.HostMemory());
            await Task.Delay(200, CancellationToken.None);
        }

        return most;
    }
}
