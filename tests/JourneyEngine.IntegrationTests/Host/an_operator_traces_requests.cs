using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>Spans go to a collector of the operator's, over OTLP.</summary>
[Collection(HostTests.Name)]
public sealed class an_operator_traces_requests(EngineFixture engine)
{
    private const string Foreign = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static readonly string[] Spans = ["collect", "append", "project", "decide"];

    [Fact]
    public async Task from_the_collection_to_the_decision_without_naming_anybody()
    {
        using var collector = new HttpListener();
        var address = $"http://127.0.0.1:{HostProcess.FreePort()}";
        collector.Prefixes.Add(address + "/");
        collector.Start();
        var sent = new ConcurrentDictionary<string, string>();
        var taking = Take(collector, sent);
        await using (
            var host = await engine.Another(
                environment: new()
                {
                    ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
                    ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                    ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
                    ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
                }
            )
        )
        {
            var site = (await engine.NewSite()) with { Address = host.Address };
            await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
            await site.PutHero("rules", "b1");
            await site.Accepted(Calls.Page("dana-of-the-traces", "blog", Calls.Noon));
            await site.Hero("dana-of-the-traces");
            using (var http = new HttpClient { BaseAddress = host.Address })
            {
                http.DefaultRequestHeaders.Authorization = new("Bearer", site.ReadKey);
                http.DefaultRequestHeaders.Add("traceparent", $"00-{Foreign}-00f067aa0ba902b7-01");
                http.DefaultRequestHeaders.Add("tracestate", "rum=dana");
                http.DefaultRequestHeaders.Add("baggage", "who=dana");
                (await http.GetAsync("/v1/visitors/dana-of-the-traces?funnel=weblog")).EnsureSuccessStatusCode();
            }

            // Which of two hosts projects is chance.
            await Eventually.Sees(
                () => Task.FromResult(sent.GetValueOrDefault("/v1/traces", "")),
                it => Spans.Except(["project"]).All(it.Contains) && it.Contains("/v1/visitors/{id}")
            );
            await Eventually.Sees(
                () => Task.FromResult(sent.GetValueOrDefault("/v1/metrics", "")),
                it => it.Contains("journey.items")
            );
            string.Concat(sent.Values)
                .Should()
                .NotContain("dana")
                .And.NotContain(site.Name)
                .And.NotContain(site.WriteKey)
                .And.NotContain("hero")
                .And.NotContain(Encoding.Latin1.GetString(Convert.FromHexString(Foreign)));
        }

        collector.Stop();
        await taking;
    }

    private static async Task Take(HttpListener collector, ConcurrentDictionary<string, string> sent)
    {
        try
        {
            while (true)
            {
                var request = await collector.GetContextAsync();
                using var body = new StreamReader(request.Request.InputStream, Encoding.Latin1);
                var text = await body.ReadToEndAsync();
                sent.AddOrUpdate(request.Request.Url!.AbsolutePath, text, (_, before) => before + text);
                request.Response.Close();
            }
        }
        catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}
