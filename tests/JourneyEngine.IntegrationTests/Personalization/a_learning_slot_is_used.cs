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
}
