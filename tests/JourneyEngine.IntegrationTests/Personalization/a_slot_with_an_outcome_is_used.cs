using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;
using static JourneyEngine.IntegrationTests.Personalization.LearningSlot;

namespace JourneyEngine.IntegrationTests.Personalization;

[Collection(DecidingTests.Name)]
public sealed class a_slot_with_an_outcome_is_used(EngineFixture engine)
{
    [Fact]
    public async Task with_reasons_in_english_or_hebrew_as_requested()
    {
        var site = await Prepared(engine, holdout: 0);
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon));
        var id = (string)(await Decision(site, "dana"))["decisionId"]!;

        foreach (var (language, first) in new[] { ("en", "This is the first visit."), ("he", "זה הביקור הראשון.") })
        {
            var one = (await site.Get($"/v1/decisions/{id}?lang={language}"))["reasons"]!.AsArray();
            one.Select(it => (string)it!).Should().Contain(first);
            var all = await (
                await site.Ask($"/v1/visitors/dana/decisions?lang={language}")
            ).Content.ReadFromJsonAsync<JsonArray>();
            all.Should().ContainSingle().Which!["reasons"]!.ToJsonString().Should().Be(one.ToJsonString());
        }

        foreach (var path in new[] { $"/v1/decisions/{id}?lang=fr", "/v1/visitors/dana/decisions?lang=fr" })
        {
            var refused = await site.Ask(path);
            refused.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
            (await refused.Content.ReadAsStringAsync()).Should().Contain("lang is one of en, he");
        }
    }

    [Fact]
    public async Task by_an_app_whose_repeated_exposure_reports_count_once()
    {
        var site = await Prepared(engine, holdout: 0);
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon));
        var id = (string)(await Decision(site, "dana"))["decisionId"]!;

        for (var i = 0; i < 3; i++)
            (await Shown(site, id)).StatusCode.Should().Be(HttpStatusCode.NoContent);

        (await Shown(site, Guid.NewGuid().ToString())).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await Shown(await engine.NewSite(), id))
            .StatusCode.Should()
            .Be(HttpStatusCode.NotFound, "another site has made no such decision");
        (await site.Get("/v1/reports/decisions?wait=true"))["rows"]!
            .AsArray()
            .Sum(it => (int)it!["shown"]!)
            .Should()
            .Be(1);
    }

    [Fact]
    public async Task on_two_hosts_which_return_the_same_decision()
    {
        var site = await Prepared(engine, holdout: 0);
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon));
        var first = await Decision(site, "dana");
        await site.Accepted(Calls.Page("other", "blog", Calls.Noon));
        await Learn(site);

        await using var second = await engine.Another();
        var there = site with { Address = second.Address };

        ((string)(await Decision(there, "dana"))["decisionId"]!).Should().Be((string)first["decisionId"]!);
    }

    [Fact]
    public async Task by_a_visitor_who_is_not_offered_declined_content_again()
    {
        var site = await Prepared(engine, holdout: 0, policy: "rules");
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon));
        ((string)(await Decision(site, "dana"))["content"]!).Should().Be("good");

        await site.Accepted(Calls.Track("dana", "Closed", Calls.Noon.AddMinutes(1)));
        var next = await Decision(site, "dana");
        ((string)next["content"]!).Should().Be("bad", "an answer ends what was offered, even within the visit");
        ((string)(await Decision(site, "dana"))["decisionId"]!)
            .Should()
            .Be((string)next["decisionId"]!, "the next one stands");
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon.AddDays(1)));

        ((string)(await Decision(site, "dana"))["content"]!)
            .Should()
            .Be("bad", "the good one was declined in the visit before");
        (await new DecisionReplay(engine.Database, new RulesTable()).Verify(new Progress<(long, long)>(), default))
            .Differences.Should()
            .NotContain(it => it.StartsWith(site.Name, StringComparison.Ordinal));
    }

    private static Task<HttpResponseMessage> Shown(Site site, string id) =>
        site.Send(HttpMethod.Post, $"/v1/decisions/{id}/shown", site.WriteKey, null);
}
