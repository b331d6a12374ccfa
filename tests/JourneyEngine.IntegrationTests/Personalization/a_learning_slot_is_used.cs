using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Erasure;
using JourneyEngine.IntegrationTests.Replay;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;
using static JourneyEngine.IntegrationTests.Personalization.LearningSlot;

namespace JourneyEngine.IntegrationTests.Personalization;

[Collection(DecidingTests.Name)]
public sealed class a_learning_slot_is_used(EngineFixture engine)
{
    private static readonly string[] Contents = ["plain", "good", "bad"];

    [Fact]
    public async Task to_offer_accepted_content_more_often()
    {
        var site = await Prepared(engine, holdout: 0.2);
        var told = new Dictionary<(string Content, bool Accepted), int>();
        for (var i = 0; i < 120; i++)
        {
            var (content, accepted) = await Visit(site, $"v{i}");
            told[(content, accepted)] = told.GetValueOrDefault((content, accepted)) + 1;
        }

        var learned = await Learn(site);
        var report = await site.Get("/v1/reports/decisions?slot=hero&wait=true");

        ((int)learned["version"]!).Should().BeGreaterThan(0);
        foreach (var content in Contents)
        {
            var rows = report["rows"]!.AsArray().Where(it => (string)it!["content"]! == content).ToArray();
            rows.Sum(it => (int)it!["offered"]!)
                .Should()
                .Be(told.Where(it => it.Key.Content == content).Sum(it => it.Value));
            rows.Sum(it => (int)it!["accepted"]!).Should().Be(told.GetValueOrDefault((content, true)));
        }

        // The holdout is shown neither of them.
        foreach (var content in new[] { "good", "bad" })
        {
            var cells = learned["cells"]!.AsArray().Where(it => (string)it!["content"]! == content).ToArray();
            cells
                .Sum(it => (int)it!["offered"]!)
                .Should()
                .BePositive()
                .And.Be(told.Where(it => it.Key.Content == content).Sum(it => it.Value));
            cells.Sum(it => (int)it!["accepted"]!).Should().Be(told.GetValueOrDefault((content, true)), content);
        }

        var holdout = report["holdouts"]!.AsArray().Should().ContainSingle().Subject!;
        ((int)holdout["visitors"]! + (int)holdout["heldOut"]!).Should().Be(120);
        ((double)holdout["lift"]!).Should().BeGreaterThan(0);

        var later = new List<JsonObject>();
        foreach (var visitor in Enumerable.Range(0, 20).Select(it => $"later{it}"))
        {
            await site.Accepted(Calls.Page(visitor, "blog", Calls.Noon));
            later.Add(await Decision(site, visitor));
        }

        ((int)later[0]["posteriorVersion"]!).Should().Be((int)learned["version"]!);
        later.RemoveAll(it => it["heldOut"] is not null);
        later
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(
                it => (double)it["probabilities"]![0]! > (double)it["probabilities"]![1]!,
                "the first is 'good'"
            );
    }

    [Fact]
    public async Task with_propensities_that_a_replay_reproduces()
    {
        var site = await Prepared(engine, holdout: 0.1);
        for (var i = 0; i < 40; i++)
        {
            await Visit(site, $"v{i}");
            if (i % 10 == 9)
                await Learn(site);
        }

        var outcome = await new DecisionReplay(engine.Database, new RulesTable()).Verify(
            new Progress<(long, long)>(),
            default
        );

        outcome.Differences.Where(it => it.StartsWith(site.Name, StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public async Task without_learning_from_erased_visitors()
    {
        var site = await Prepared(engine, holdout: 0);
        for (var i = 0; i < 5; i++)
            await Visit(site, $"v{i}");
        await Learn(site);
        for (var i = 0; i < 4; i++)
            await site.Erase($"v{i}");

        var learned = await Learn(site);

        learned["cells"]!.AsArray().Sum(it => (int)it!["offered"]!).Should().Be(1);
        (await site.Get("/v1/reports/decisions?wait=true"))["rows"]!
            .AsArray()
            .Sum(it => (int)it!["offered"]!)
            .Should()
            .Be(1);
    }

    [Fact]
    public async Task without_counting_what_a_bot_accepts()
    {
        var site = await Prepared(engine, holdout: 0);
        foreach (
            var (visitor, agent) in new[]
            {
                ("bot", "Mozilla/5.0 (compatible; ExampleBot/2.1)"),
                ("dana", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            }
        )
        {
            await site.Accepted(Calls.Page(visitor, "blog", Calls.Noon));
            await Decision(site, visitor);
            var accepts = Calls.Track(visitor, "Signed up", Calls.Noon.AddMinutes(2));
            accepts["context"] = new JsonObject { ["userAgent"] = agent };
            await site.Accepted(accepts);
        }

        (await Learn(site))["cells"]!
            .AsArray()
            .Sum(it => (int)it!["accepted"]!)
            .Should()
            .Be(1, "only a person accepted");
    }

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
    public async Task with_a_new_outcome_that_applies_to_past_offers_at_once()
    {
        var site = await Prepared(engine, holdout: 0);
        for (var i = 0; i < 20; i++)
            await Visit(site, $"v{i}");
        var before = await Learn(site);

        await Prepare(site, holdout: 0, accepted: "Scrolled");
        var after = await Learn(site);

        Sum(after, "offered").Should().Be(20).And.Be(Sum(before, "offered"));
        Sum(after, "accepted").Should().Be(20 - Sum(before, "accepted"), "now those are accepted that were not");
        ((int)after["version"]!).Should().Be((int)before["version"]! + 1);

        static int Sum(JsonObject learned, string what) => learned["cells"]!.AsArray().Sum(it => (int)it![what]!);
    }

    [Fact]
    public async Task with_the_same_posterior_after_a_rebuild()
    {
        var site = await Prepared(engine, holdout: 0.2);
        for (var i = 0; i < 20; i++)
            await Visit(site, $"v{i}");
        var before = await Learn(site);

        await engine.Rebuild(shares: 2);

        (await Learn(site))
            .ToJsonString()
            .Should()
            .Be(before.ToJsonString(), "versions are made of sums, and those are the same");
    }

    [Fact]
    public async Task with_content_that_can_never_be_shown_and_a_warning_is_returned()
    {
        var site = await Prepared(engine, holdout: 0);
        var slot = new
        {
            @default = new { name = "plain", value = 0 },
            contents = new object[]
            {
                new { name = "anybody", value = 1 },
                new
                {
                    name = "late",
                    value = 2,
                    fromVisit = 2,
                },
            },
        };

        var warned = await site.Put("/v1/slots/home/hero", slot);

        warned["warnings"]!
            .AsArray()
            .Should()
            .ContainSingle()
            .Which!.ToString()
            .Should()
            .StartWith("'late' can never be shown:")
            .And.Contain("'anybody'");
        ((string)(await site.Get("/v1/slots/home/hero"))["slot"]!).Should().Be("home/hero");
    }

    [Theory]
    [InlineData("rules", 1, 1)]
    [InlineData("uniform", 0.01, 0.99)]
    public async Task with_a_shadow_policy_compared_for_visitors_outside_the_holdout(
        string beside,
        double least,
        double most
    )
    {
        var site = await Prepared(engine, holdout: 0.4, policy: "rules", shadow: beside);
        for (var i = 0; i < 40; i++)
            await Visit(site, $"v{i}");

        var report = await site.Get("/v1/reports/decisions?wait=true");
        var (shadow, holdout) = (
            report["shadows"]!.AsArray().Should().ContainSingle().Subject!,
            report["holdouts"]![0]!
        );

        ((int)holdout["heldOut"]!).Should().BePositive();
        ((int)shadow["compared"]!)
            .Should()
            .Be((int)holdout["visitors"]!, "nothing is compared of those for whom no policy decides");
        ((double)shadow["share"]!)
            .Should()
            .BeInRange(least, most, "the same policy chooses the same, and one that draws does now and then");
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

        await using var second = await HostProcess.Start(TemporaryFolder.New(), engine.ConnectionString);
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
