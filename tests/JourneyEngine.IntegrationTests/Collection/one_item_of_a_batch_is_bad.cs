using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Collection;

[Collection(EngineTests.Name)]
public class one_item_of_a_batch_is_bad(EngineFixture engine)
{
    [Theory]
    [InlineData("""42""", "refused", "JSON object")]
    [InlineData("""{"type":"page"}""", "refused", "no visitor")]
    [InlineData("""{"type":"page","anonymousId":"null"}""", "refused", "no visitor")]
    [InlineData("""{"type":"page","anonymousId":"  ","userId":"undefined"}""", "refused", "no visitor")]
    [InlineData("""{"type":"page","anonymousId":["a"]}""", "refused", "text or a number")]
    [InlineData("""{"type":"page","anonymousId":"a","messageId":7}""", "refused", "messageId is text")]
    [InlineData("""{"type":"track","anonymousId":"a"}""", "refused", "needs event")]
    [InlineData("""{"type":"page","anonymousId":"a","timestamp":"yesterday"}""", "refused", "ISO 8601")]
    [InlineData("""{"type":"page","anonymousId":"a","timestamp":5}""", "refused", "ISO 8601")]
    [InlineData("""{"type":"page","anonymousId":"a","timestamp":"0001-01-01T00:00:00Z"}""", "refused", "1970")]
    [InlineData("""{"anonymousId":"a"}""", "refused", "no type")]
    [InlineData("""{"type":"identify","userId":"u","traits":{"email":"u@example.org"}}""", "refused", "nothing to store")]
    [InlineData("""{"type":"alias","userId":"u"}""", "refused", "previousId")]
    [InlineData("""{"type":"group","userId":"u","groupId":"g"}""", "refused", "not collected")]
    [InlineData("""{"type":"checkout","anonymousId":"a"}""", "quarantined", "not declared")]
    public async Task and_gets_its_own_receipt(string item, string status, string reason)
    {
        var site = await engine.NewSite();

        var answer = await site.Batch([Calls.Page("good", "home", Calls.Noon), JsonNode.Parse(item)!, Calls.Page("good", "blog", Calls.Noon)]);
        var receipts = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["receipts"]!.AsArray();

        receipts.Select(it => (string)it!["status"]!).Should().Equal("accepted", status, "accepted");
        ((string)receipts[1]!["reason"]!).Should().Contain(reason);
    }

    [Fact]
    public async Task because_it_is_over_32_kilobytes()
    {
        var site = await engine.NewSite();
        var large = Calls.Page("v", "home", Calls.Noon);
        large["properties"] = new JsonObject { ["x"] = new string('x', 33 * 1024) };

        (await Site.Receipts(await site.Batch([large, Calls.Page("v", "home", Calls.Noon)])))
            .Should().BeEquivalentTo(new Dictionary<string, int> { ["refused"] = 1, ["accepted"] = 1 });
    }

    [Fact]
    public async Task because_its_id_was_used_for_something_else_and_the_first_holds()
    {
        var site = await engine.NewSite();
        var first = Calls.Page("v", "home", Calls.Noon);
        var (again, other, stranger) = (first.DeepClone(), first.DeepClone(), first.DeepClone());
        other["name"] = "blog";
        stranger["anonymousId"] = "w";

        (await Site.Receipts(await site.Batch([first, again, other, stranger])))
            .Should().BeEquivalentTo(new Dictionary<string, int> { ["accepted"] = 1, ["duplicate"] = 1, ["conflict"] = 2 });
        (await Site.Receipts(await site.Batch([stranger, other, again])))
            .Should().BeEquivalentTo(new Dictionary<string, int> { ["duplicate"] = 1, ["conflict"] = 2 });
        (await (await site.Ask("/v1/visitors/v/events")).Content.ReadAsStringAsync()).Should().Contain("home").And.NotContain("blog");
    }

    [Fact]
    public async Task and_what_is_quarantined_can_be_listed()
    {
        var site = await engine.NewSite();
        await site.Batch([JsonNode.Parse("""{"type":"checkout","messageId":"m1","anonymousId":"a","name":"cart","properties":{"card":"4111"}}""")!]);

        var answer = await site.Send(HttpMethod.Get, "/v1/quarantine", site.AdminKey, null);
        var items = (await answer.Content.ReadFromJsonAsync<JsonArray>())!;

        items.Should().ContainSingle();
        ((string)items[0]!["messageId"]!, (string)items[0]!["kind"]!, (string)items[0]!["name"]!).Should().Be(("m1", "checkout", "cart"));
        items[0]!.ToJsonString().Should().NotContain("4111");
    }
}
