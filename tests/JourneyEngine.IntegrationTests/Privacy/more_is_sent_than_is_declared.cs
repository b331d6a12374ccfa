using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Collection;
using JourneyEngine.IntegrationTests.Replay;

namespace JourneyEngine.IntegrationTests.Privacy;

[Collection(PrivacyTests.Name)]
public class more_is_sent_than_is_declared(EngineFixture engine)
{
    private const string Orders = """
        {"kinds":[{"kind":"page"},{"kind":"track","properties":[{"name":"plan","type":"text"},{"name":"amount","type":"number"},{"name":"contact","type":"text","resembles":["email"]}]}]}
        """;

    [Fact]
    public async Task as_properties_which_are_dropped_counted_and_named_in_the_receipt()
    {
        var site = await engine.NewSite();
        await site.Publish(Orders);

        var receipts = await Receipts(
            await site.Batch([
                Order("""{"plan":"pro","amount":7,"coupon":"X1","nested":{"a":1}}"""),
                Order("""{"amount":"7"}"""),
                Order("""{"contact":"dana@example.test"}"""),
                Order("""{"plan":"dana@example.test"}"""),
                Order("{}"),
            ])
        );

        receipts
            .Select(it => $"{it!["status"]} {it["dropped"]} {it["reason"]}".Trim())
            .Should()
            .Equal(
                "accepted 2 2 properties dropped: 'coupon', 'nested' (not declared in the notice)",
                "accepted 1 1 property dropped: 'amount' (declared as number)",
                "accepted",
                "refused  property 'plan' looks like an e-mail address",
                "accepted"
            );
        (
            await engine.Column(
                $"select data ->> 'properties' from journey.mt_events where tenant_id "
                    + $"= '{site.Name}' and data ? 'properties' order by data ->> 'properties'"
            )
        )
            .Should()
            .BeEquivalentTo("""{"plan": "pro", "amount": 7}""", """{"contact": "dana@example.test"}""");
    }

    [Fact]
    public async Task in_a_retried_message_which_is_still_a_duplicate()
    {
        var site = await engine.NewSite();
        await site.Publish(Orders);
        var order = Order("""{"plan":"pro","amount":7.10,"coupon":"X1"}""");
        await site.Accepted(order);

        (await Site.Receipts(await site.Batch([order]))).Should().ContainKey("duplicate");
        order["properties"]!["amount"] = 8;
        (await Site.Receipts(await site.Batch([order]))).Should().ContainKey("conflict");
    }

    [Fact]
    public async Task before_an_export_which_can_be_imported_again()
    {
        var (site, other) = (await engine.NewSite(), await engine.NewSite());
        await site.Publish(Orders);
        await other.Publish(Orders);
        var order = Order("""{"plan":"pro","amount":7.5}""");
        order["context"] = JsonNode.Parse(
            """{"consent":{"categoryPreferences":{"measure":true,"personalize":false}}}"""
        );
        await site.Accepted(order);
        var exported = await (await site.Ask("/v1/visitors/v/events")).Content.ReadAsStringAsync();

        async Task<string[]> Sent(Site to) =>
            await Door.InOrder(
                await to.Knock(
                    "/v1/events",
                    Door.Bytes(exported),
                    Door.Basic(to.WriteKey),
                    ("Content-Type", "application/cloudevents+json")
                )
            );

        (await Sent(site)).Should().Equal("duplicate");
        (await Sent(other)).Should().Equal("accepted");
        var data = JsonNode.Parse(await (await other.Ask("/v1/visitors/v/events")).Content.ReadAsStringAsync())![
            "data"
        ]!;
        JsonNode.DeepEquals(data["properties"], JsonNode.Parse("""{"plan":"pro","amount":7.5}""")).Should().BeTrue();
        JsonNode
            .DeepEquals(data["choices"], JsonNode.Parse("""{"granted":["measure"],"refused":["personalize"]}"""))
            .Should()
            .BeTrue();
    }

    [Fact]
    public async Task as_traits_which_are_refused_by_name_and_not_stored()
    {
        var site = await engine.NewSite();
        var marker = "marker" + Guid.NewGuid().ToString("N");
        var identify = JsonNode.Parse(
            $$"""{"type":"identify","messageId":"i1","anonymousId":"v","userId":"u","traits":{"nick":"{{marker}}"} }"""
        )!;
        var alone = JsonNode.Parse(
            $$"""{"type":"identify","messageId":"i2","anonymousId":"v","traits":{"nick":"{{marker}}","age":7} }"""
        )!;

        (await Door.InOrder(await site.Batch([identify, alone])))
            .Should()
            .Equal(
                "accepted: 1 trait refused: trait 'nick' is not declared in the notice",
                "refused: nothing to store: an identify call with one id links nothing, 2 traits refused: trait 'nick' "
                    + "is not declared in the notice; trait 'age' is not declared in the notice"
            );

        string.Join('\n', await engine.Stored(site)).Should().NotContain(marker);
        engine.Host.Output.Should().NotContain(marker);
    }

    private static JsonObject Order(string properties)
    {
        var order = Calls.Track("v", "Order", Calls.Noon);
        order["properties"] = JsonNode.Parse(properties);
        return order;
    }

    private static async Task<JsonArray> Receipts(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!["receipts"]!.AsArray();
}
