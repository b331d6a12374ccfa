using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Http.Limits;
using JourneyEngine.IntegrationTests.Personalization;
using JourneyEngine.IntegrationTests.Replay;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;

namespace JourneyEngine.IntegrationTests.Limits;

[Collection(HostTests.Name)]
public sealed class visitors_are_made_up_at_one_address(EngineFixture engine) : IAsyncLifetime
{
    private const int Visitors = 120;
    private const string Attacker = "198.51.100.66";

    private LimitedHost _host = null!;
    private Site _site = null!;

    public async Task InitializeAsync()
    {
        _host = await LimitedHost.Start(engine, new LimitSettings { Address = 0 });
        _site = await _host.NewSite();
        await _site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await _site.Put("/v1/settings", new { mode = "personalize" });
        await LearningSlot.Prepare(_site, holdout: 0);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task who_move_what_a_slot_shows_by_little()
    {
        await Come("fake", _ => Attacker, _site.WriteKey, _site.WriteKey);

        var report = await _site.Get("/v1/reports/decisions?wait=true");
        report["rows"]!.AsArray().Sum(it => (int)it!["offered"]!).Should().Be(Visitors, "they count in reports");
        var crowd = report["crowds"]!.AsArray().Should().ContainSingle().Subject!;
        ((int)crowd["inCrowd"]!).Should().Be(Visitors - 5);
        ((int)crowd["acceptedInCrowd"]!).Should().BePositive().And.BeLessThanOrEqualTo((int)crowd["accepted"]!);
        ((double)crowd["share"]!).Should().BeGreaterThan(0.8);
        ((string?)crowd["alarm"]).Should().Contain("network addresses").And.NotContain(Attacker);
        (await _host.Refused("learning")).Should().BePositive();

        (await Propensity()).Should().BeInRange(0.2, 0.6);
        await Come("real", it => $"203.0.113.{it}", _site.WriteKey, _site.WriteKey);
        (await Propensity()).Should().BeGreaterThan(0.95, "visitors of many addresses are learned from");
    }

    [Fact]
    public async Task whom_the_site_s_server_stands_for()
    {
        var server = (await _site.AsServer()).WriteKey;

        await Come("customer", _ => Attacker, server, server);

        (await Propensity()).Should().BeGreaterThan(0.95);
        (await _site.Get("/v1/reports/decisions?wait=true"))["crowds"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task who_answer_with_a_page_s_key_what_the_site_s_server_asked_for()
    {
        await Come("fake", _ => Attacker, asks: (await _site.AsServer()).WriteKey, answers: _site.WriteKey);

        (await Propensity()).Should().BeLessThan(0.6);
    }

    [Fact]
    public async Task with_the_same_posterior_and_decisions_after_a_rebuild()
    {
        await Come("fake", _ => Attacker, _site.WriteKey, _site.WriteKey);
        var before = await LearningSlot.Learn(_site);

        await engine.Rebuild(shares: 2);

        (await LearningSlot.Learn(_site)).ToJsonString().Should().Be(before.ToJsonString());
        var outcome = await new DecisionReplay(engine.Database, new RulesTable()).Verify(
            new Progress<(long, long)>(),
            default
        );
        outcome.Differences.Where(it => it.StartsWith(_site.Name, StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public async Task whose_retries_are_duplicates()
    {
        var item = Calls.Page("first", "blog", Calls.Noon);
        await _host.Client(Attacker).Collect(_site.WriteKey, item.DeepClone());
        for (var i = 0; i < 20; i++)
            await _host.Client(Attacker).Collect(_site.WriteKey, $"v{i}");
        var later = Calls.Page("later", "blog", Calls.Noon);
        await _host.Client(Attacker).Collect(_site.WriteKey, later.DeepClone());

        var again = await Site.Receipts(await _host.Client("203.0.113.1").Collect(_site.WriteKey, item, later));

        again.Should().Equal(new Dictionary<string, int> { ["duplicate"] = 2 });
        (
            await engine.Column(
                $"select data ->> 'crowded' from journey.mt_events where tenant_id = '{_site.Name}' "
                    + "and stream_id like '%later'"
            )
        )
            .Should()
            .Equal("true");
    }

    /// <summary>They come, are offered something, and accept whatever is good.</summary>
    private async Task Come(string name, Func<int, string> from, string asks, string answers)
    {
        for (var i = 0; i < Visitors; i++)
        {
            using var client = _host.Client(from(i));
            var visitor = $"{name}{i}";
            (await client.Collect(answers, Calls.Page(visitor, "blog", Calls.Noon))).EnsureSuccessStatusCode();
            var content = (string)(await Offer(client, visitor, asks))["variant"]!;
            var done = content == "good" ? "Signed up" : "Scrolled";
            var answer = Calls.Track(visitor, done, Calls.Noon.AddMinutes(2));
            (await client.Collect(answers, answer)).EnsureSuccessStatusCode();
        }
    }

    private async Task<double> Propensity()
    {
        await LearningSlot.Learn(_site);
        using var client = _host.Client("192.0.2.200");
        var visitor = $"asked{Guid.NewGuid():N}";
        (await client.Collect(_site.WriteKey, Calls.Page(visitor, "blog", Calls.Noon))).EnsureSuccessStatusCode();
        var offer = await Offer(client, visitor, _site.WriteKey);
        return (double)
            (await _site.Get($"/v1/decisions/{(string)offer["metadata"]!["decisionId"]!}"))["probabilities"]![0]!;
    }

    private static async Task<JsonObject> Offer(HttpClient client, string visitor, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/ofrep/v1/evaluate/flags/hero")
        {
            Content = JsonContent.Create(new { context = new { targetingKey = visitor } }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var answer = await client.SendAsync(request);
        answer.IsSuccessStatusCode.Should().BeTrue();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
