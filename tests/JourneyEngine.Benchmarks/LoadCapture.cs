using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace JourneyEngine.Benchmarks;

/// <summary>Sends interactions with ids of their own over a number of connections, for a bounded number of events.</summary>
internal static class LoadCapture
{
    /// <returns>Events a second, and latencies of requests in milliseconds: median and 99th percentile.</returns>
    public static async Task<(double EventsASecond, double P50, double P99)> Run(Uri url, string writeKey, int connections, int batch, int events, int visitors)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", writeKey);
        var run = Guid.NewGuid().ToString("N")[..8];
        var requests = events / batch;
        var (next, latencies) = (-1, new double[requests]);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < requests;)
            {
                using var body = new ByteArrayContent(Body(run, i, batch, visitors));
                body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                var started = Stopwatch.GetTimestamp();
                using var answer = await http.PostAsync("/v1/batch", body);
                answer.EnsureSuccessStatusCode();
                latencies[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }));
        var seconds = clock.Elapsed.TotalSeconds;
        Array.Sort(latencies);
        return (requests * batch / seconds, latencies[requests / 2], latencies[(int)(requests * 0.99)]);
    }

    private static byte[] Body(string run, int request, int batch, int visitors)
    {
        var start = DateTimeOffset.UtcNow.AddDays(-1);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            batch = Enumerable.Range(request * batch, batch).Select(number => new
            {
                type = "page",
                messageId = $"{run}-{number}",
                anonymousId = $"v-{run}-{number * 7919L % visitors}",
                name = "article",
                timestamp = start.AddSeconds(number % 80_000),
                context = new { page = new { path = $"/articles/{number % 40}", referrer = "https://example.org/" } },
            }),
        });
    }
}
