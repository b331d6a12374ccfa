using System.Net;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Collection;

[Collection(EngineTests.Name)]
public class cloud_events_are_sent(EngineFixture engine)
{
    private const string Structured = "application/cloudevents+json";
    private const string Batched = "application/cloudevents-batch+json";

    [Fact]
    public async Task one_by_one_in_structured_mode_and_a_repeat_is_a_duplicate()
    {
        var site = await engine.NewSite();

        (await Sent(site, Structured, Event("e1"))).Should().Equal("accepted");
        (await Sent(site, Structured, Event("e1"))).Should().Equal("duplicate");

        var stored = JsonNode.Parse((await engine.Stored(site)).Single())!;
        ((string)stored["kind"]!, (string)stored["name"]!, (string)stored["path"]!, (string)stored["messageId"]!)
            .Should()
            .Be(("page", "home", "/home", "/shop e1"));
        ((DateTimeOffset)stored["occurredAt"]!).Should().Be(Calls.Noon);
    }

    [Fact]
    public async Task in_a_batch_and_each_has_a_receipt_of_its_own()
    {
        var site = await engine.NewSite();
        var (old, nameless, strange) = (Event("e2"), Event("e3"), Event("e4"));
        old["specversion"] = "0.3";
        nameless.Remove("id");
        strange["type"] = "com.shop.order";

        var receipts = await Sent(
            site,
            Batched,
            new JsonArray(Event("e1"), old, nameless, strange, 7, Event("e1"), Event("e5"))
        );

        receipts
            .Select(it => it.Split(':')[0])
            .Should()
            .Equal("accepted", "refused", "refused", "quarantined", "refused", "duplicate", "accepted");
    }

    [Fact]
    public async Task in_binary_mode_and_equal_the_same_event_in_structured_mode()
    {
        var site = await engine.NewSite();
        var data = Door.Bytes("""{"name":"home","path":"/home"}""");
        (string, string)[] headers =
        [
            ("ce-specversion", "1.0"),
            ("ce-id", "e%201"),
            ("CE-Source", "/shop"),
            ("ce-type", "journey.page"),
            ("ce-subject", "v%C5%BE"),
        ];

        (await Door.InOrder(await site.Knock("/v1/events", data, Door.Basic(site.WriteKey), headers)))
            .Should()
            .Equal("accepted");

        var same = Event("e 1");
        same["subject"] = "vž";
        (await Sent(site, Structured, same)).Should().Equal("duplicate");
    }

    [Theory]
    [InlineData("ce-id")]
    [InlineData("ce-type")]
    [InlineData("ce-subject")]
    public async Task with_a_nul_in_a_header_and_are_rejected_with_400(string name)
    {
        var site = await engine.NewSite();
        var headers = new Dictionary<string, string>
        {
            ["ce-specversion"] = "1.0",
            ["ce-id"] = "e1",
            ["ce-source"] = "/shop",
            ["ce-type"] = "journey.page",
            ["ce-subject"] = "v",
            [name] = "%00",
        };

        var answer = await site.Knock(
            "/v1/events",
            Door.Bytes("{}"),
            Door.Basic(site.WriteKey),
            [.. headers.Select(it => (it.Key, it.Value))]
        );

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await engine.Stored(site)).Should().BeEmpty();
    }

    [Fact]
    public async Task as_exported_and_are_duplicates_here_and_accepted_at_another_site()
    {
        var (site, other) = (await engine.NewSite(), await engine.NewSite());
        await site.Accepted(
            Calls.Page("v", "home", Calls.Noon, "u"),
            Calls.Track("v", "order", Calls.Noon.AddMinutes(1)),
            Rich()
        );
        var exported = await Export(site);

        exported.Should().HaveCount(4, "three interactions and a link");
        (await Sent(site, Batched, exported)).Should().HaveCount(4).And.OnlyContain(it => it == "duplicate");
        (await Sent(other, Batched, exported)).Should().HaveCount(4).And.OnlyContain(it => it == "accepted");
        (await Sent(other, Batched, exported)).Should().HaveCount(4).And.OnlyContain(it => it == "duplicate");

        (await Export(other)).Select(Told).Should().Equal(exported.Select(Told));
    }

    /// <summary>A page call with all that an interaction keeps, by a program.</summary>
    private static JsonObject Rich()
    {
        var page = Calls.Page("v", "home", Calls.Noon.AddMinutes(2));
        page["context"] = JsonNode.Parse(
            """
            {"page":{"path":"/a","referrer":"https://ref.test/x?y","search":"?utm_source=news&utm_campaign=c1"},"userAgent":"Googlebot/2.1"}
            """
        );
        return page;
    }

    private static string Told(JsonNode? cloudEvent)
    {
        var told = cloudEvent!["data"]!.DeepClone().AsObject();
        told.Remove("messageId");
        told.Remove("receivedAt");
        return told.ToJsonString();
    }

    private static async Task<JsonArray> Export(Site site)
    {
        var lines = await (await site.Ask("/v1/visitors/v/events")).Content.ReadAsStringAsync();
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(it => JsonNode.Parse(it))];
    }

    private static async Task<string[]> Sent(Site site, string type, JsonNode body) =>
        await Door.InOrder(
            await site.Knock(
                "/v1/events",
                Door.Bytes(body.ToJsonString()),
                Door.Basic(site.WriteKey),
                ("Content-Type", type)
            )
        );

    private static JsonObject Event(string id) =>
        new()
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = "/shop",
            ["type"] = "journey.page",
            ["subject"] = "v",
            ["time"] = Calls.Noon.ToString("O"),
            ["data"] = new JsonObject { ["name"] = "home", ["path"] = "/home" },
        };
}
