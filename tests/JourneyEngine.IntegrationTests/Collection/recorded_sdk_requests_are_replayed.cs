using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Collection;

/// <summary>Requests that the real SDKs sent to a recorder, sent again with the key of a site.</summary>
[Collection(EngineTests.Name)]
public class recorded_sdk_requests_are_replayed(EngineFixture engine)
{
    private const string NodeSdk = "clients/segment-analytics-node.jsonl";
    private const string BrowserSdk = "clients/segment-analytics-next.jsonl";
    private const string RudderSdk = "clients/rudder-sdk-node.jsonl";

    private static readonly string[] Final = ["duplicate", "refused", "quarantined"];

    [SkippableTheory]
    [InlineData(NodeSdk)]
    [InlineData(BrowserSdk)]
    [InlineData(RudderSdk)]
    public async Task with_one_receipt_for_every_item(string client)
    {
        var captured = Posts(client);
        var site = await engine.NewSite();

        var first = await Replayed(site, captured);

        captured.Should().NotBeEmpty();
        first.Should().Contain("accepted").And.NotContain("conflict").And.NotContain("quarantined");
        first.Where(it => it == "refused").Should().HaveCount(captured.SelectMany(Items).Count(IsRefused));
        (await engine.Stored(site)).Should().HaveCountGreaterThanOrEqualTo(first.Count(it => it == "accepted"));
    }

    [SkippableTheory]
    [InlineData(NodeSdk)]
    [InlineData(BrowserSdk)]
    [InlineData(RudderSdk)]
    public async Task twice_and_the_second_time_stores_nothing(string client)
    {
        var captured = Posts(client);
        var site = await engine.NewSite();
        await Replayed(site, captured);
        var stored = await engine.Stored(site);

        (await Replayed(site, captured)).Should().OnlyContain(it => Final.Contains(it)).And.Contain("duplicate");

        (await engine.Stored(site)).Should().BeEquivalentTo(stored);
    }

    [SkippableFact]
    public async Task without_storing_anything_personal()
    {
        var site = await engine.NewSite();
        foreach (var client in new[] { NodeSdk, BrowserSdk, RudderSdk })
            await Replayed(site, Posts(client));

        var stored = string.Join('\n', await engine.Stored(site));

        stored.Should().NotBeEmpty();
        foreach (
            var personal in new[]
            {
                "example.test\"",
                "@",
                "10.1.2.3",
                "127.0.0.1",
                "Acme",
                "plan",
                "\"email",
                "\"ip\"",
                "trait",
                "Mozilla",
                "HeadlessChrome",
                "utm_",
            }
        )
            stored.Should().NotContain(personal);
    }

    [SkippableFact]
    public async Task after_a_cors_preflight_that_allows_every_origin()
    {
        var site = await engine.NewSite();
        using var client = new HttpClient { BaseAddress = site.Address };
        var preflights = Shared.Lines(BrowserSdk).Where(it => (string?)it["method"] == "OPTIONS").ToArray();

        foreach (var preflight in preflights)
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, (string)preflight["path"]!);
            foreach (var name in new[] { "origin", "access-control-request-method", "access-control-request-headers" })
                request.Headers.TryAddWithoutValidation(name, (string?)preflight["headers"]![name]);

            var answer = await client.SendAsync(request);

            answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
            answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("*");
            string.Join(',', answer.Headers.GetValues("Access-Control-Allow-Methods")).Should().Contain("POST");
            string.Join(',', answer.Headers.GetValues("Access-Control-Allow-Headers"))
                .Should()
                .ContainAny("authorization", "*");
            answer.Headers.Contains("Access-Control-Allow-Credentials").Should().BeFalse();
        }

        preflights.Should().NotBeEmpty();
    }

    [SkippableFact]
    public async Task after_fetching_segment_settings_with_the_write_key_only()
    {
        var site = await engine.NewSite();
        var asked = Shared
            .Lines(BrowserSdk)
            .Select(it => (string)it["path"]!)
            .First(it => it.EndsWith("/settings", StringComparison.Ordinal));

        var answer = await site.Send(HttpMethod.Get, asked.Replace("test_write_key", site.WriteKey), null, null);

        var segment = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["integrations"]!["Segment.io"]!;
        ((string)segment["apiKey"]!, (string)segment["apiHost"]!, (string)segment["protocol"]!)
            .Should()
            .Be((site.WriteKey, site.Address.Authority + "/v1", "http"));
        foreach (var key in new[] { site.ReadKey, site.AdminKey, "nonsense" })
            (await site.Send(HttpMethod.Get, asked.Replace("test_write_key", key), null, null))
                .StatusCode.Should()
                .Be(HttpStatusCode.NotFound);
    }

    private static async Task<List<string>> Replayed(Site site, IEnumerable<JsonObject> captured)
    {
        var receipts = new List<string>();
        foreach (var request in captured)
        {
            var body = request["body"]!.DeepClone().AsObject();
            if (body.ContainsKey("writeKey"))
                body["writeKey"] = site.WriteKey;
            var gzip = (string?)request["bodyEncoding"] == "gzip";
            var bytes = Door.Bytes(body.ToJsonString());
            var path = (string)request["path"]!;

            var answer = await site.Knock(
                path.StartsWith("/cdn/", StringComparison.Ordinal) ? path["/cdn".Length..] : path,
                gzip ? Door.Gzip(bytes) : bytes,
                Door.Basic(site.WriteKey),
                ("Content-Type", (string)request["headers"]!["content-type"]!),
                ("Content-Encoding", gzip ? "gzip" : "identity")
            );

            var statuses = (await Door.InOrder(answer)).Select(it => it.Split(':')[0]).ToArray();
            statuses.Should().HaveCount(Items(request).Count());
            receipts.AddRange(statuses);
        }

        return receipts;
    }

    private static List<JsonObject> Posts(string client) =>
        [.. Shared.Lines(client).Where(it => (string?)it["method"] == "POST")];

    private static IEnumerable<JsonNode> Items(JsonObject request) =>
        request["body"]!["batch"] is JsonArray batch ? batch.Select(it => it!) : [request["body"]!];

    /// <summary>Group calls, identify calls with one id only, and the event of 33 KB.</summary>
    private static bool IsRefused(JsonNode item) =>
        (string?)item["type"] switch
        {
            _ when item.ToJsonString().Length > 32 * 1024 => true,
            "group" => true,
            "identify" => item["anonymousId"] is null || item["userId"] is null,
            _ => false,
        };
}
