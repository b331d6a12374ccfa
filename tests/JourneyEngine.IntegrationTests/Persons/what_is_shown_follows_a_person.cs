using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Replay;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;

namespace JourneyEngine.IntegrationTests.Persons;

/// <summary>Dana reads on the phone and comes back at the desk, where she is no stranger.</summary>
[Collection(EngineTests.Name)]
public sealed class what_is_shown_follows_a_person(EngineFixture engine)
{
    private static readonly string[] Many = [.. Enumerable.Range(0, 40).Select(it => $"b{it}")];

    [Fact]
    public async Task over_the_devices_that_her_site_stands_for()
    {
        var (site, server) = await Linked();

        var (phone, desk) = (await Hero(site, "phone"), await Hero(site, "desk"));

        (phone.Visit, desk.Visit).Should().Be((2, 2));
        desk.DecisionId.Should().Be(phone.DecisionId, "in one visit she is shown the same on both");
        (await Hero(site, "dana", server)).DecisionId.Should().Be(phone.DecisionId, "her server asks by her user id");
        var snapshot = (await site.Get($"/v1/decisions/{phone.DecisionId}"))["snapshot"]!;
        snapshot["streams"]!.AsArray().Select(it => (int)it!["version"]!).Should().Equal(3, 2);
        snapshot.ToJsonString().Should().NotContain("dana").And.NotContain("phone").And.NotContain("desk");
        await Verified();
    }

    [Fact]
    public async Task on_every_host_at_once()
    {
        var (site, server) = await Linked();
        await using var other = await engine.Another();
        var there = site with { Address = other.Address };
        (await Hero(there, "desk")).Visit.Should().Be(2);
        (await Hero(site, "tablet")).Visit.Should().Be(0);

        await Sent(site, server, Calls.Page("tablet", "home", Calls.Noon.AddDays(2), "dana"));

        (await Hero(there, "tablet")).Visit.Should().Be(3);
        (await Hero(there, "phone")).Visit.Should().Be(3);
    }

    [Fact]
    public async Task until_a_link_is_undone()
    {
        var (site, _) = await Linked();
        (await Hero(site, "desk")).Visit.Should().Be(2);
        (await Hero(site, "phone")).Visit.Should().Be(2);

        (await site.Send(HttpMethod.Delete, "/v1/visitors/desk/links/dana", site.AdminKey, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.NoContent);

        (await Hero(site, "phone")).Visit.Should().Be(1, "at once, also of whom the link does not name");
        (await Hero(site, "desk")).Visit.Should().Be(1);
        await Verified();
    }

    [Fact]
    public async Task until_she_refuses_on_one_of_them()
    {
        var (site, server) = await Linked();
        (await Hero(site, "desk")).Visit.Should().Be(2);

        await Sent(site, server, Consenting("phone", Calls.Noon.AddDays(1).AddHours(3), granted: false));

        (await Hero(site, "desk")).DecisionId.Should().BeNull("a refusal on any device holds for all");
    }

    [Fact]
    public async Task whatever_a_page_claims()
    {
        var (site, _) = await Linked();
        await site.Accepted(Calls.Page("tablet", "home", Calls.Noon.AddDays(2), "dana"));

        (await Hero(site, "tablet")).Visit.Should().Be(1);
        (await Hero(site, "desk")).Visit.Should().Be(2, "nobody takes a device from her by claiming");
    }

    /// <summary>A snapshot tells when the first visit was, and how far she came in it: it goes with the visit.</summary>
    [Theory]
    [InlineData("POST", "/v1/privacy/erase", """{"visitor":"phone"}""")]
    [InlineData("POST", "/v1/privacy/forget-visit", """{"visitor":"dana","visit":1}""")]
    public async Task until_what_it_rests_on_is_forgotten(string method, string path, string body)
    {
        var (site, _) = await Linked();
        var decision = (await Hero(site, "desk")).DecisionId;
        await Verified();

        var answer = await site.Send(
            new HttpMethod(method),
            path,
            site.AdminKey,
            new StringContent(body, System.Text.Encoding.UTF8, "application/json")
        );

        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        (await site.Ask($"/v1/decisions/{decision}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await Hero(site, "desk")).Visit.Should().Be(1);
        await Verified();
        var replay = await new JourneyReplay(engine.Database, new RulesTable(), Engine.Measures).Compare(
            new Progress<(long, long)>(),
            default
        );
        replay.Differences.Should().BeEmpty();
    }

    /// <summary>A decision holds what it saw, whoever its devices belong to by then.</summary>
    [Fact]
    public async Task until_a_device_is_erased_that_is_another_s_by_now()
    {
        var (site, _) = await Linked();
        var decision = (await Hero(site, "desk")).DecisionId;
        await site.Send(HttpMethod.Delete, "/v1/visitors/desk/links/dana", site.AdminKey, null);
        (await site.Ask($"/v1/decisions/{decision}")).StatusCode.Should().Be(HttpStatusCode.OK);

        await site.Send(
            HttpMethod.Post,
            "/v1/privacy/erase",
            site.AdminKey,
            JsonContent.Create(new { visitor = "phone" })
        );

        (await site.Ask($"/v1/decisions/{decision}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        await Verified();
        (await engine.Differences()).Should().BeEmpty();
    }

    [Fact]
    public async Task in_what_another_policy_would_have_shown()
    {
        var (site, _) = await Linked("uniform");
        await Hero(site, "desk");
        var body = new JsonObject
        {
            ["funnel"] = "weblog",
            ["policy"] = "uniform",
            ["default"] = new JsonObject { ["name"] = "welcome", ["value"] = "Hello" },
            ["contents"] = new JsonArray([.. Many.Select(it => new JsonObject { ["name"] = it, ["value"] = it })]),
            ["outcome"] = JsonNode.Parse("""{"accepted":[{"kind":"page","name":"files"}],"withinHours":1}"""),
        };

        var answer = await site.Send(
            HttpMethod.Post,
            "/v1/reports/decisions/estimate/hero?estimator=ips",
            site.ReadKey,
            JsonContent.Create(body)
        );

        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        var value = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        ((int)value["estimate"]!["decisions"]!).Should().Be(1, value.ToJsonString());
    }

    /// <summary>Her shop's server names her in orders; pages may claim what they like.</summary>
    [Fact]
    public async Task to_nobody_who_only_knows_her_user_id()
    {
        var (site, server) = await Linked();
        await Sent(site, server, Consenting("noa", Calls.Noon, granted: true));
        await Sent(site, site.WriteKey, Calls.Page("stranger", "home", Calls.Noon, "noa"));

        (await Hero(site, "noa")).Should().Be((null, null));

        (await Hero(site, "noa", server)).Visit.Should().Be(1);
    }

    private async Task<DecisionOutcome> Verified()
    {
        var outcome = await new DecisionReplay(engine.Database, new RulesTable()).Verify(
            new Progress<(long, long)>(),
            default
        );
        outcome.Differences.Should().BeEmpty();
        return outcome;
    }

    private async Task<(Site Site, string Server)> Linked(string policy = "uniform")
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero(policy, Many);
        var server = (string)(await site.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;
        await Sent(site, server, Consenting("phone", Calls.Noon, granted: true, "dana"));
        await Sent(site, server, Calls.Page("phone", "blog", Calls.Noon.AddMinutes(1)));
        await Sent(site, server, Calls.Page("desk", "home", Calls.Noon.AddDays(1), "dana"));
        return (site, server);
    }

    private static JsonObject Consenting(string device, DateTimeOffset at, bool granted, string? user = null)
    {
        var page = Calls.Page(device, "home", at, user);
        page["context"] = new JsonObject
        {
            ["consent"] = new JsonObject { ["categoryPreferences"] = new JsonObject { ["personalize"] = granted } },
        };
        return page;
    }

    private static async Task<(string? DecisionId, int? Visit)> Hero(Site site, string visitor, string? key = null)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/ofrep/v1/evaluate/flags/hero",
            key ?? site.WriteKey,
            JsonContent.Create(new { context = new { targetingKey = visitor } })
        );
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        var metadata = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["metadata"]!;
        return ((string?)metadata["decisionId"], (int?)metadata["visitNumber"]);
    }

    private static async Task Sent(Site site, string key, JsonObject call)
    {
        var answer = await site.Send(HttpMethod.Post, "/v1/page", key, JsonContent.Create(call));
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
    }
}
