using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Collection;

[Collection(EngineTests.Name)]
public class one_item_of_a_batch_is_bad(EngineFixture engine)
{
    private static readonly string Long = new('x', 257);

    [Theory]
    [InlineData("1", "refused: an item is a JSON object")]
    [InlineData("null", "refused: an item is a JSON object")]
    [InlineData("[]", "refused: an item is a JSON object")]
    [InlineData("{}", "refused: no visitor*")]
    [InlineData("""{"type":"page"}""", "refused: no visitor*")]
    [InlineData("""{"type":"page","anonymousId":" \t"}""", "refused: no visitor*")]
    [InlineData("""{"type":"page","anonymousId":"undefined","userId":"[object Object]"}""", "refused: no visitor*")]
    [InlineData("""{"type":"page","anonymousId":"v\u0001"}""", "refused: no visitor*")]
    [InlineData("""{"type":"page","anonymousId":["v"]}""", "refused: anonymousId is text or a number*")]
    [InlineData("""{"anonymousId":"v"}""", "refused: the item has no type")]
    [InlineData("""{"type":7,"anonymousId":"v"}""", "refused: the item has no type")]
    [InlineData("""{"type":"page","anonymousId":"v","messageId":7}""", "refused: messageId is text")]
    [InlineData("""{"type":"track","anonymousId":"v"}""", "refused: a track call needs event*")]
    [InlineData("""{"type":"identify","userId":"u","traits":{"email":"a@b.test"}}""", "refused: nothing to store*")]
    [InlineData("""{"type":"alias","userId":"u"}""", "refused: an alias call needs*")]
    [InlineData("""{"type":"alias","userId":"u","previousId":"u"}""", "refused: an alias call needs*")]
    [InlineData("""{"type":"group","userId":"u","groupId":"g"}""", "refused: group calls are not collected")]
    [InlineData("""{"type":"page","anonymousId":"v","timestamp":"yesterday"}""", "refused: timestamp is not*")]
    [InlineData("""{"type":"page","anonymousId":"v","timestamp":1700000000}""", "refused: timestamp is not*")]
    [InlineData(
        """{"type":"page","anonymousId":"v","timestamp":"0001-01-01T00:00:00+14:00"}""",
        "refused: timestamp is not*"
    )]
    [InlineData(
        """{"type":"page","anonymousId":"v","timestamp":"9999-12-31T23:59:59-14:00"}""",
        "refused: timestamp is not*"
    )]
    [InlineData(
        """{"type":"page","anonymousId":"v","timestamp":"2026-02-30T00:00:00Z"}""",
        "refused: timestamp is not*"
    )]
    [InlineData("""{"type":"checkout","anonymousId":"v"}""", "quarantined: kind 'checkout' is not declared*")]
    [InlineData("""{"type":"PAGE","anonymousId":"v"}""", "quarantined: kind 'PAGE' is not declared*")]
    public async Task in_its_shape_and_only_it_is_refused_or_quarantined(string item, string receipt)
    {
        await GetsItsOwn(item, receipt);
    }

    [Fact]
    public async Task by_exceeding_a_length_limit_and_only_it_is_refused()
    {
        await GetsItsOwn(
            $$"""{"type":"page","anonymousId":"v","messageId":"{{Long}}"}""",
            "refused: messageId has more than 256 characters"
        );
        await GetsItsOwn($$"""{"type":"page","anonymousId":"{{Long}}"}""", "refused: no visitor*");
        await GetsItsOwn(
            $$"""{"type":"page","anonymousId":"v","x":"{{new string('x', 32 * 1024)}}"}""",
            "refused: the item has more than 32768 bytes"
        );
        await GetsItsOwn(
            $$"""{"type":"page","anonymousId":"v","x":"{{new string('€', 12 * 1024)}}"}""",
            "refused: the item has more than 32768 bytes"
        );
    }

    [Fact]
    public async Task by_exceeding_a_length_limit_of_what_is_no_id_and_is_kept_as_far_as_it_goes()
    {
        var (emoji, shin) = (
            string.Concat(Enumerable.Repeat("\U0001F600", 129)),
            string.Concat(Enumerable.Repeat("%D7%A9", 1_030))
        );
        await GetsItsOwn(
            $$"""{"type":"page","anonymousId":"v","name":"{{Long}}"}""",
            "accepted: name was cut to 256 characters"
        );
        await GetsItsOwn(
            $$"""{"type":"track","anonymousId":"v","event":"{{emoji}}"}""",
            "accepted: name was cut to 256 characters"
        );
        await GetsItsOwn(
            $$"""{"type":"page","anonymousId":"v","properties":{"path":"/{{shin}}"} }""",
            "accepted: path is stored in the form that all spellings of it have; path was cut to 1024 characters"
        );
        await GetsItsOwn(
            $$"""{"type":"page","anonymousId":"v","context":{"campaign":{"source":"{{emoji}}"} } }""",
            "accepted: campaign source was cut to 128 characters"
        );
    }

    /// <summary>Half of a pair and a NUL can come percent-encoded as well.</summary>
    [Theory]
    [InlineData("%00")]
    [InlineData("a%00b")]
    [InlineData("%ED%A0%BD")]
    [InlineData("%FF%FE")]
    [InlineData("%")]
    public async Task by_invalid_percent_encoding_in_its_url_and_its_neighbours_are_accepted(string value)
    {
        var item =
            $$"""{"type":"page","anonymousId":"v","context":{"page":{"url":"https://a.test/{{value}}?utm_source={{value}}","referrer":"https://{{value}}/"} } }""";

        await GetsItsOwn(item, "accepted");
    }

    [Fact]
    public async Task by_repeating_a_message_id_and_is_a_duplicate_or_a_conflict()
    {
        var site = await engine.NewSite();
        var (one, other) = (Calls.Page("v", "home", Calls.Noon), Calls.Page("v", "files", Calls.Noon));
        var changed = one.DeepClone().AsObject();
        changed["name"] = "other";

        (await Door.InOrder(await site.Batch([one, other, one, changed])))
            .Should()
            .Equal("accepted", "accepted", "duplicate", "conflict");
        (await Door.InOrder(await site.Batch([changed, one, other])))
            .Should()
            .Equal("conflict", "duplicate", "duplicate");

        var stored = await engine.Stored(site);
        stored
            .Should()
            .HaveCount(2)
            .And.ContainSingle(it => it.Contains("home"))
            .And.NotContain(it => it.Contains("\"other\""));
    }

    [Fact]
    public async Task by_an_undeclared_kind_and_the_admin_sees_it_once_in_quarantine()
    {
        var (site, neighbour) = (await engine.NewSite(), await engine.NewSite());
        var item = JsonNode.Parse(
            """{"type":"checkout","messageId":"m7","anonymousId":"v","name":"cart","properties":{"card":"4111"}}"""
        )!;
        await site.Batch([item, item]);
        await site.Batch([item]);

        var listed = await site.Send(HttpMethod.Get, "/v1/quarantine", site.AdminKey, null);

        var rows = (await listed.Content.ReadFromJsonAsync<JsonArray>())!;
        rows.Should().ContainSingle();
        rows[0]!
            .AsObject()
            .Select(it => it.Key)
            .Should()
            .BeEquivalentTo("messageId", "kind", "name", "reason", "receivedAt");
        ((string)rows[0]!["messageId"]!, (string)rows[0]!["kind"]!, (string)rows[0]!["name"]!)
            .Should()
            .Be(("m7", "checkout", "cart"));
        ((string)rows[0]!["reason"]!).Should().Contain("not declared");
        (
            await (
                await neighbour.Send(HttpMethod.Get, "/v1/quarantine", neighbour.AdminKey, null)
            ).Content.ReadAsStringAsync()
        )
            .Should()
            .Be("[]");
        foreach (var key in new[] { site.ReadKey, site.WriteKey })
            (await site.Send(HttpMethod.Get, "/v1/quarantine", key, null))
                .StatusCode.Should()
                .Be(HttpStatusCode.Forbidden);
        (await site.Send(HttpMethod.Get, "/v1/quarantine", null, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.Unauthorized);
    }

    /// <summary>Sends an item between two good ones.</summary>
    private async Task GetsItsOwn(string item, string receipt)
    {
        var site = await engine.NewSite();
        var (before, after) = (Calls.Page("good", "home", Calls.Noon), Calls.Page("good", "files", Calls.Noon));

        var answer = await site.Knock(
            "/v1/batch",
            Door.Bytes($$"""{"batch":[{{before.ToJsonString()}},{{item}},{{after.ToJsonString()}}]}"""),
            Door.Basic(site.WriteKey)
        );

        var receipts = await Door.InOrder(answer);
        receipts.Should().HaveCount(3);
        (receipts[0], receipts[2]).Should().Be(("accepted", "accepted"));
        receipts[1].Should().Match(receipt);
        (await engine.Stored(site)).Should().Contain(it => it.Contains("home")).And.Contain(it => it.Contains("files"));
    }
}
