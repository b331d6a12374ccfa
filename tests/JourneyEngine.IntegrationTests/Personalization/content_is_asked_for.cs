using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Personalization;

[Collection(DecidingTests.Name)]
public class content_is_asked_for(EngineFixture engine)
{
    private const string Hero = "/ofrep/v1/evaluate/flags/hero";
    private const string All = "/ofrep/v1/evaluate/flags";

    [Fact]
    public async Task right_after_an_interaction_was_acknowledged_and_counts_it()
    {
        var site = await SiteWithSlots();
        for (var visit = 1; visit <= 30; visit++)
        {
            await site.Accepted(Calls.Page("v", "blog", Calls.Noon.AddDays(visit)));

            var decision = await Decision(await Ask(site, Hero, "v"));
            ((int)decision["metadata"]!["visitNumber"]!).Should().Be(visit);
            ((string)decision["variant"]!).Should().Be(visit == 1 ? "first" : "again");
        }
    }

    [Fact]
    public async Task with_a_current_etag_and_304_is_returned_without_a_decision()
    {
        var site = await SiteWithSlots();
        await site.Accepted(Calls.Page("v", "blog", Calls.Noon));

        foreach (var path in new[] { Hero, All })
        {
            var first = await Ask(site, path, "v");
            var decided = await Decisions(site);
            var second = await Ask(site, path, "v", first.Headers.ETag!.ToString());

            second.StatusCode.Should().Be(HttpStatusCode.NotModified);
            (await Decisions(site)).Should().Be(decided);
        }

        var before = (await Ask(site, Hero, "v")).Headers.ETag!.ToString();
        await site.Accepted(Calls.Page("v", "blog", Calls.Noon.AddDays(1)));
        (await Ask(site, Hero, "v", before)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    /// <summary>The slot was saved while the site had one funnel, so it did not need to name it.</summary>
    [Fact]
    public async Task after_a_second_funnel_was_added_and_the_slot_keeps_its_own()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        var hero = new
        {
            @default = new { name = "welcome", value = 1 },
            contents = new[]
            {
                new
                {
                    name = "staged",
                    value = 2,
                    stages = new[] { "Visitor" },
                },
            },
        };
        ((string?)(await site.Put("/v1/slots/hero", hero))["funnel"]).Should().Be("weblog");
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        ((await site.Hero("v")).Variant, (await site.Hero("v")).Stage).Should().Be(("staged", "Visitor"));

        await site.Put("/v1/funnels/second", Site.WeblogFunnel);

        await site.Accepted(Calls.Page("v", "home", Calls.Noon.AddDays(1)));
        ((await site.Hero("v")).Variant, (await site.Hero("v")).Stage).Should().Be(("staged", "Visitor"));
        ((int)(await site.Put("/v1/slots/hero", hero))["version"]!).Should().Be(1, "the same slot is sent again");
    }

    [Fact]
    public async Task from_a_slot_whose_stage_was_renamed_and_the_admin_is_warned()
    {
        var site = await engine.NewSite();
        static object Funnel(string last) =>
            new
            {
                stages = new[]
                {
                    new { name = "Visitor", when = new[] { new { kind = "page" } } },
                    new { name = last, when = new[] { new { kind = "track" } } },
                },
            };
        await site.Put("/v1/funnels/f", Funnel("Buyer"));
        await site.Put(
            "/v1/slots/hero",
            new
            {
                @default = new { name = "welcome", value = 1 },
                contents = new[]
                {
                    new
                    {
                        name = "thanks",
                        value = 2,
                        stages = new[] { "Buyer" },
                    },
                },
            }
        );

        (await site.Put("/v1/funnels/f", Funnel("Customer")))["warnings"]!
            .AsArray()
            .Should()
            .ContainSingle()
            .Which!.ToString()
            .Should()
            .Be(
                "'thanks' in slot 'hero' is meant for 'Buyer', which this funnel does not have: it is never shown any more."
            );
        (await site.Put("/v1/funnels/f", Funnel("Buyer")))["warnings"].Should().BeNull();

        var early = await engine.NewSite();
        await early.Put("/v1/slots/hero", new { @default = new { name = "welcome", value = 1 } });
        (await early.Put("/v1/funnels/f", Funnel("Buyer")))["warnings"].Should().BeNull();
        (await early.Put("/v1/funnels/second", Funnel("Buyer")))["warnings"]!
            .AsArray()
            .Should()
            .ContainSingle()
            .Which!.ToString()
            .Should()
            .StartWith("Slot 'hero' was saved before there was a funnel");
    }

    [Fact]
    public async Task for_all_slots_in_one_request()
    {
        var site = await SiteWithSlots();
        await site.Accepted(Calls.Page("v", "blog", Calls.Noon));

        var flags = (await Decision(await Ask(site, All, "v")))["flags"]!.AsArray();

        flags.Select(it => (string)it!["key"]!).Should().Equal("footer", "hero");
        (await Decisions(site)).Should().Be(2);
    }

    [Fact]
    public async Task with_extra_context_of_which_only_the_targeting_key_is_read()
    {
        var site = await SiteWithSlots();

        await Post(site, Hero, """{"context":{"targetingKey":"v","email":"marker@example.org","age":44}}""");

        await using var command = engine.Database.CreateCommand(
            "select count(*) from journey.mt_events where data::text like '%marker@%'"
        );
        (await command.ExecuteScalarAsync()).Should().Be(0L);
    }

    [Theory]
    [InlineData("""{"context":{}}""", "TARGETING_KEY_MISSING")]
    [InlineData("""{"context":{"targetingKey":""}}""", "TARGETING_KEY_MISSING")]
    [InlineData("""{"context":{"targetingKey":7}}""", "TARGETING_KEY_MISSING")]
    [InlineData("""{}""", "INVALID_CONTEXT")]
    [InlineData("""[]""", "INVALID_CONTEXT")]
    [InlineData("""{"context":{"targetingKey":"a\u0000b"}}""", "INVALID_CONTEXT")]
    [InlineData("""{"context":{"targetingKey":"\ud800"}}""", "PARSE_ERROR")]
    [InlineData("""{"context":""", "PARSE_ERROR")]
    public async Task with_an_invalid_context_and_the_ofrep_error_is_returned(string body, string code)
    {
        var site = await SiteWithSlots();

        var answer = await Post(site, Hero, body);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var error = await Decision(answer);
        ((string)error["key"]!, (string)error["errorCode"]!).Should().Be(("hero", code));
    }

    [Fact]
    public async Task for_an_unknown_slot_and_404_is_returned()
    {
        var site = await SiteWithSlots();

        var answer = await Ask(site, Hero + "/none", "v");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        ((string)(await Decision(answer))["errorCode"]!).Should().Be("FLAG_NOT_FOUND");
        (await site.Send(HttpMethod.Post, Hero, null, null)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await site.Send(HttpMethod.Post, Hero, site.ReadKey, null)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(
        """{"default":{"name":"d","value":1},"contents":[{"name":"a","value":1,"stages":["Nowhere"]}]}""",
        "contents[0]: stages: funnel 'weblog' does not have a stage 'Nowhere'"
    )]
    [InlineData("""{"default":{"name":"d","value":1},"contents":[{"name":"a"}]}""", "contents[0] needs a value")]
    [InlineData("""{"contents":[]}""", "default needs a name")]
    [InlineData(
        """{"default":{"name":"d","value":1},"policy":"magic"}""",
        "policy is one of fixed, rules, uniform, learning"
    )]
    [InlineData(
        """{"default":{"name":"d","value":1},"funnel":"none"}""",
        "funnel: this site does not have a funnel 'none'"
    )]
    [InlineData(
        """{"default":{"name":"d","value":1},"contents":[{"name":"a","value":1,"fromVisit":3,"toVisit":2}]}""",
        "fromVisit"
    )]
    public async Task from_an_invalid_slot_which_is_rejected_when_saved(string body, string says)
    {
        var site = await SiteWithSlots();

        var answer = await site.Send(
            HttpMethod.Put,
            "/v1/slots/wrong",
            site.AdminKey,
            JsonContent.Create(JsonNode.Parse(body))
        );

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).Should().Contain(says);
    }

    private async Task<Site> SiteWithSlots()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        var welcome = new { name = "welcome", value = "Hello" };
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put(
            "/v1/slots/hero",
            new
            {
                @default = welcome,
                contents = new object[]
                {
                    new
                    {
                        name = "first",
                        value = "one",
                        stages = new[] { "Reader" },
                        toVisit = 1,
                    },
                    new
                    {
                        name = "again",
                        value = "two",
                        fromVisit = 2,
                    },
                },
            }
        );
        await site.Put(
            "/v1/slots/footer",
            new
            {
                policy = "uniform",
                @default = welcome,
                contents = new object[] { new { name = "a", value = 1 }, new { name = "b", value = 2 } },
            }
        );
        return site;
    }

    private static Task<HttpResponseMessage> Ask(Site site, string path, string visitor, string? ifNoneMatch = null) =>
        site.Send(
            HttpMethod.Post,
            path,
            site.WriteKey,
            JsonContent.Create(new { context = new { targetingKey = visitor } }),
            ifNoneMatch
        );

    private static Task<HttpResponseMessage> Post(Site site, string path, string body) =>
        site.Send(HttpMethod.Post, path, site.WriteKey, new StringContent(body, Encoding.UTF8, "application/json"));

    private static async Task<JsonObject> Decision(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

    private async Task<long> Decisions(Site site)
    {
        await using var command = engine.Database.CreateCommand(
            "select count(*) from journey.mt_events where tenant_id = $1 and type = 'content_offered'"
        );
        command.Parameters.Add(new() { Value = site.Name });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
