using System.Net;
using System.Text.Json.Nodes;
using JourneyEngine.Collection.Quarantine;
using JourneyEngine.IntegrationTests.Collection;
using JourneyEngine.IntegrationTests.Replay;

namespace JourneyEngine.IntegrationTests.Privacy;

[Collection(PrivacyTests.Name)]
public class quarantined_items_are_redriven(EngineFixture engine)
{
    private const string Orders =
        """{"kinds":[{"kind":"page"},{"kind":"order","names":["paid"],"properties":[{"name":"plan","type":"text"}]}]}""";

    [Fact]
    public async Task once_the_notice_declares_their_kind()
    {
        var site = await engine.NewSite();
        var (paid, other) = (
            Notice.Item("order", "v", "paid", """{"plan":"pro","secret":1}"""),
            Notice.Item("order", "v", "refunded")
        );
        (await Site.Receipts(await site.Batch([paid, other])))
            .Should()
            .BeEquivalentTo(new Dictionary<string, int> { ["quarantined"] = 2 });
        var receivedAt = (DateTimeOffset)(await site.SetAside())[0]!["receivedAt"]!;
        await site.Publish(Orders);

        (await site.Redrive()).Should().Be(new Redriven(1, 0, 0, 0, 1));

        var left = (await site.SetAside()).Single()!;
        ((string)left["messageId"]!, (string)left["reason"]!)
            .Should()
            .Be(((string)other["messageId"]!, "the collection notice declares kind 'order', but not with this name"));
        var stored = JsonNode.Parse((await Recorded(site, "data")).Single())!;
        ((string)stored["messageId"]!, (string)stored["name"]!, stored["properties"]!.ToJsonString())
            .Should()
            .Be(((string)paid["messageId"]!, "paid", """{"plan":"pro"}"""));
        ((DateTimeOffset)stored["receivedAt"]!, (DateTimeOffset)stored["occurredAt"]!)
            .Should()
            .Be((receivedAt, Calls.Noon));
        ((int)(await site.Get("/v1/visitors/v"))["visits"]!).Should().Be(1);
    }

    [Fact]
    public async Task as_the_user_that_they_were_of_and_with_the_certainty_that_they_came_with()
    {
        var site = await engine.NewSite();
        var server = (string)(await site.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;
        var (alone, linking) = (Notice.Item("order", "", "paid"), Notice.Item("order", "phone", "paid"));
        alone.Remove("anonymousId");
        (alone["userId"], linking["userId"]) = ("dana", "dana");
        foreach (var item in new[] { alone, linking })
        {
            var sent = new JsonObject { ["batch"] = new JsonArray(item.DeepClone()) };
            (await site.Send(HttpMethod.Post, "/v1/batch", server, System.Net.Http.Json.JsonContent.Create(sent)))
                .IsSuccessStatusCode.Should()
                .BeTrue();
        }

        await site.Publish(Orders);

        (await site.Redrive()).Accepted.Should().Be(2);

        (await Recorded(site, "coalesce(data ->> 'asUser', 'false')")).Should().BeEquivalentTo("true", "false");
        (await (await site.Ask("/v1/visitors/dana/links")).Content.ReadAsStringAsync())
            .Should()
            .Contain("\"vouched\":true");
    }

    [Fact]
    public async Task concurrently_and_each_is_accepted_exactly_once()
    {
        var site = await engine.NewSite();
        var items = Enumerable
            .Range(0, 60)
            .Select(JsonNode (it) => Notice.Item("order", $"v{it % 7}", "paid"))
            .ToArray();
        await site.Batch(items);
        await site.Publish(Orders);

        var redrives = Enumerable.Range(0, 3).Select(_ => site.Redrive()).ToArray();
        var retry = site.Batch(items);
        var counts = await Task.WhenAll(redrives);

        counts.Sum(it => it.Accepted + it.Duplicate).Should().Be(60);
        counts.Sum(it => it.Conflict + it.Refused + it.Quarantined).Should().Be(0);
        (await Site.Receipts(await retry)).Keys.Should().BeSubsetOf(["accepted", "duplicate"]);
        (await site.Redrive()).Should().Be(new Redriven(0, 0, 0, 0, 0));
        (await site.SetAside()).Should().BeEmpty();
        (await Recorded(site, "data -> 'messageId'"))
            .Select(it => (string)JsonNode.Parse(it)!)
            .Should()
            .BeEquivalentTo(items.Select(it => (string)it["messageId"]!));
    }

    [Fact]
    public async Task after_the_client_sent_them_again_and_are_duplicates()
    {
        var site = await engine.NewSite();
        var item = Notice.Item("order", "v", "paid");
        await site.Batch([item]);
        await site.Publish(Orders);
        await site.Accepted(item);

        (await site.Redrive()).Should().Be(new Redriven(0, 1, 0, 0, 0));

        (await site.SetAside()).Should().BeEmpty();
    }

    [Fact]
    public async Task under_a_notice_that_refuses_them_and_stay_quarantined()
    {
        var site = await engine.NewSite();
        await site.Batch([Notice.Item("order", "v", "paid")]);
        await site.Publish(Orders);
        await site.Put("/v1/settings", new { mode = "none" });

        (await site.Redrive()).Should().Be(new Redriven(0, 0, 0, 1, 0));

        ((string)(await site.SetAside()).Single()!["reason"]!).Should().StartWith("this site collects nothing");
    }

    [Fact]
    public async Task from_a_quarantine_that_stores_nothing_personal()
    {
        var site = await engine.NewSite();
        await site.Batch([
            Notice.Item(
                "order",
                "v",
                "paid",
                """{"mail":"dana@example.test","phone":"054-1234567","card":"4111 1111 1111 1111","url":"https://a.test/?secret=1","deep":{"a":"hidden"},"plan":"pro"}"""
            ),
        ]);

        var stored = (await engine.Stored(site)).Single();

        stored
            .Should()
            .Contain("pro")
            .And.NotContainAny("dana", "054-", "1234567", "4111 1", "41111", "secret", "hidden");
    }

    [Fact]
    public async Task without_those_of_an_erased_visitor()
    {
        var site = await engine.NewSite();
        var (linked, ofU) = (Notice.Item("order", "v", "paid"), Notice.Item("order", "u", "paid"));
        linked["userId"] = "u";
        await site.Batch([linked, ofU, Notice.Item("order", "w", "paid")]);
        var mark = (
            await engine.Column(
                $"select encode(mark, 'hex') from journey.quarantine where site "
                    + $"= '{site.Name}' and message_id = '{ofU["messageId"]}'"
            )
        ).Single();

        await using var connection = await engine.Database.OpenConnectionAsync();
        (await QuarantinedVisitor.Forget(connection, site.Name, [Convert.FromHexString(mark)], default))
            .Should()
            .Be(2, "one is theirs, and one links them");

        mark.Should().HaveLength(64);
        (await site.SetAside()).Should().ContainSingle();
    }

    [Fact]
    public async Task of_several_visitors_who_use_one_message_id()
    {
        var site = await engine.NewSite();
        JsonObject Order(string visitor)
        {
            var order = Notice.Item("order", visitor, "paid");
            order["messageId"] = "m";
            return order;
        }
        await site.Batch([Order("v"), Order("w"), Order("v")]);
        await site.Batch([Order("x")]);
        await site.Batch([Order("x"), Order("w")]);
        await site.Publish(Orders);

        (await site.SetAside()).Should().HaveCount(3).And.OnlyContain(it => (string)it!["messageId"]! == "m");
        (await site.Redrive()).Accepted.Should().Be(3);
        (await site.SetAside()).Should().BeEmpty();
    }

    [Fact]
    public async Task without_those_older_than_fourteen_days()
    {
        var site = await engine.NewSite();
        await site.Batch([Notice.Item("order", "v", "paid"), Notice.Item("order", "w", "paid")]);
        await engine.Column(
            $"update journey.quarantine set received_at = now() - interval '14 days 1 minute' where site "
                + $"= '{site.Name}' and item like '%\"v\"%' returning message_id"
        );
        await site.Publish(Orders);

        (await site.SetAside()).Should().ContainSingle();
        (await site.Redrive()).Accepted.Should().Be(1);
        await new QuarantineTable(engine.Database).Expire(DateTimeOffset.UtcNow, default);
        (await engine.Column($"select message_id from journey.quarantine where site = '{site.Name}'"))
            .Should()
            .BeEmpty();
    }

    /// <remarks>Of the last two places eight ninths are for a key that comes alone: one.</remarks>
    [Fact]
    public async Task from_a_quarantine_that_keeps_100000_items_at_most()
    {
        var site = await engine.NewSite();
        await engine.Run(
            $"insert into journey.quarantine (site, message_id, kind, reason, received_at) "
                + $"select '{site.Name}', 'm' || i, 'order', '', now() from generate_series(1, 99998) i"
        );

        var receipts = await Door.InOrder(
            await site.Batch([
                Notice.Item("order", "v", "paid"),
                Notice.Item("order", "v", "paid"),
                Calls.Page("v", "home", Calls.Noon),
            ])
        );

        receipts
            .Should()
            .Equal(
                "quarantined: kind 'order' is not declared in the collection notice",
                "quarantined: kind 'order' is not declared in the collection notice; it is not kept, because the "
                    + "quarantine of the site has no more room for this key",
                "accepted"
            );
        (await engine.Column($"select count(*)::text from journey.quarantine where site = '{site.Name}'"))
            .Should()
            .Equal("99999");
    }

    [Fact]
    public async Task only_with_the_admin_key()
    {
        var site = await engine.NewSite();

        foreach (
            var (key, status) in new[]
            {
                (null, HttpStatusCode.Unauthorized),
                (site.ReadKey, HttpStatusCode.Forbidden),
                (site.WriteKey, HttpStatusCode.Forbidden),
            }
        )
            (await site.Send(HttpMethod.Post, "/v1/quarantine/redrive", key, null)).StatusCode.Should().Be(status);
    }

    private Task<string[]> Recorded(Site site, string what) =>
        engine.Column(
            $"select ({what})::text from journey.mt_events where tenant_id "
                + $"= '{site.Name}' and type = 'interaction_recorded'"
        );
}
