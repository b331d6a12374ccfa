using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Collection;

/// <summary>Requests that official SDKs really made, sent again as they were, with the key of a site of ours.</summary>
[Collection(EngineTests.Name)]
public class the_sdks_requests_are_replayed(EngineFixture engine)
{
    [SkippableTheory]
    [InlineData("segment-analytics-node")]
    [InlineData("segment-analytics-next")]
    [InlineData("rudder-sdk-node")]
    public async Task and_each_item_has_its_receipt_and_nothing_undeclared_is_kept(string client)
    {
        var captured = Shared.Lines($"clients/{client}.jsonl").Where(it => (string)it["method"]! == "POST").ToList();
        var site = await engine.NewSite();

        var (first, second) = (await Replay(site, captured), await Replay(site, captured));

        first.Keys.Should().BeSubsetOf(["accepted", "duplicate", "refused"]);
        first["accepted"].Should().BePositive();
        second.Should().NotContainKey("accepted").And.NotContainKey("conflict");
        second.Values.Sum().Should().Be(first.Values.Sum());
        var kept = await Kept(site);
        kept.Should().NotContainAny("@", "10.1.2.3", "Mozilla", "utm_source", "\"pro\"", "Acme");
    }

    [SkippableFact]
    public async Task and_a_browser_on_another_site_may_send()
    {
        var captured = Shared.Lines("clients/segment-analytics-next.jsonl").First(it => (string)it["method"]! == "OPTIONS");
        var site = await engine.NewSite();
        using var http = new HttpClient { BaseAddress = site.Address };

        var preflight = new HttpRequestMessage(HttpMethod.Options, (string)captured["path"]!);
        foreach (var header in captured["headers"]!.AsObject().Where(it => it.Key is "origin" or "access-control-request-method" or "access-control-request-headers"))
            preflight.Headers.TryAddWithoutValidation(header.Key, (string)header.Value!);
        var answer = await http.SendAsync(preflight);

        answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("*");
        answer.Headers.GetValues("Access-Control-Allow-Headers").Single().Should().Contain("authorization");
    }

    [Fact]
    public async Task and_the_browser_sdk_finds_its_settings()
    {
        var site = await engine.NewSite();

        var settings = await site.Get($"/v1/projects/{site.WriteKey}/settings");

        var segment = settings["integrations"]!["Segment.io"]!;
        ((string)segment["apiKey"]!, (string)segment["apiHost"]!, (string)segment["protocol"]!).Should().Be((site.WriteKey, $"{site.Address.Authority}/v1", "http"));
        (await site.Ask("/v1/projects/wk_unknown/settings")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static async Task<Dictionary<string, int>> Replay(Site site, List<JsonObject> captured)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        var totals = new Dictionary<string, int>();
        foreach (var request in captured)
        {
            foreach (var (status, count) in await Site.Receipts(await http.SendAsync(Again(site, request))))
                totals[status] = totals.GetValueOrDefault(status) + count;
        }

        return totals;
    }

    private static HttpRequestMessage Again(Site site, JsonObject captured)
    {
        var body = Encoding.UTF8.GetBytes(captured["body"]!.ToJsonString().Replace("test_write_key", site.WriteKey, StringComparison.Ordinal));
        if ((string?)captured["bodyEncoding"] == "gzip")
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
                gzip.Write(body);
            body = packed.ToArray();
        }

        var request = new HttpRequestMessage(HttpMethod.Post, (string)captured["path"]!) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse((string)captured["headers"]!["content-type"]!);
        if ((string?)captured["bodyEncoding"] is { } encoding)
            request.Content.Headers.ContentEncoding.Add(encoding);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(site.WriteKey + ":")));
        return request;
    }

    private async Task<string> Kept(Site site)
    {
        await using var command = engine.Database.CreateCommand(
            "select coalesce(string_agg(data::text, ' '), '') || (select coalesce(string_agg(q::text, ' '), '') from journey.quarantine q where site = $1) from journey.mt_events where tenant_id = $1");
        command.Parameters.Add(new() { Value = site.Name });
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
