using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Personalization;

/// <summary>A log of even draws, in which visitors accepted 'good' at a first visit and 'bad' at a return.</summary>
[Collection(DecidingTests.Name)]
public sealed class another_policy_is_estimated_from_the_decision_log(EngineFixture engine)
{
    private const int Visitors = 120;

    [Fact]
    public async Task with_ips_and_snips_values_equal_to_a_naive_sum()
    {
        var (site, log) = await Lived();
        // What always showed 'good' would have earned: by hand, from what the app saw.
        var (earned, weights) = (
            log.Where(it => it.Content == "good").Sum(it => it.Reward * 2.0),
            log.Count(it => it.Content == "good") * 2.0
        );

        var ips = await Estimate(site, "ips", "rules", "good", "bad");
        var snips = await Estimate(site, "snips", "rules", "good", "bad");

        ((double)ips["logged"]!).Should().BeApproximately(log.Average(it => it.Reward), 1e-12);
        ((long)ips["estimate"]!["decisions"]!).Should().Be(log.Count);
        ((double)ips["estimate"]!["value"]!).Should().BeApproximately(earned / log.Count, 1e-12);
        ((double)snips["estimate"]!["value"]!).Should().BeApproximately(earned / weights, 1e-12);
        var byVisit = snips["byVisit"]!
            .AsArray()
            .ToDictionary(it => (string)it!["of"]!, it => (double)it!["estimate"]!["value"]!);
        byVisit["1"].Should().Be(1, "everybody accepts 'good' at a first visit");
        byVisit["2"].Should().Be(0);
    }

    [Fact]
    public async Task by_the_doubly_robust_estimator_which_finds_the_better_rule()
    {
        var (site, _) = await Lived();

        var better = await Estimate(
            site,
            "dr",
            "rules",
            new
            {
                name = "good",
                value = 1,
                toVisit = 1,
            },
            new
            {
                name = "bad",
                value = 2,
                fromVisit = 2,
            }
        );

        ((double)better["estimate"]!["value"]!).Should().BeApproximately(1, 0.1);
        ((double)better["estimate"]!["low"]!).Should().BeGreaterThan((double)better["logged"]!);
        ((double)(await Estimate(site, "dr", "uniform", "good", "bad"))["estimate"]!["value"]!)
            .Should()
            .BeApproximately(0.5, 0.05, "each is right at one of two visits");
    }

    [Fact]
    public async Task with_invalid_parameters_and_the_reason_is_returned()
    {
        var (site, _) = await Lived(visitors: 3);

        foreach (
            var (path, wrong) in new[]
            {
                ("hero?estimator=magic", "estimator is one of"),
                ("hero?clip=0", "clip is above 0"),
                ("other", "There is no slot 'other'"),
            }
        )
        {
            var answer = await site.Send(
                HttpMethod.Post,
                $"/v1/reports/decisions/estimate/{path}",
                site.ReadKey,
                JsonContent.Create(Slot("rules", "good"))
            );
            ((int)answer.StatusCode).Should().Be(422);
            (await answer.Content.ReadAsStringAsync()).Should().Contain(wrong);
        }

        var contradiction = await site.Send(
            HttpMethod.Post,
            "/v1/reports/decisions/estimate/hero",
            site.ReadKey,
            JsonContent.Create(Slot("magic", "good"))
        );
        (await contradiction.Content.ReadAsStringAsync()).Should().Contain("policy is one of");
        (await Estimate(site, "dr", "rules", "good"))["estimate"]!["warnings"]!
            .AsArray()
            .Should()
            .NotBeEmpty("three visitors tell nothing");
    }

    /// <summary>What is drawn for whom depends on the site's name, so it is the same in every run.</summary>
    private async Task<(Site Site, List<(string Content, int Visit, double Reward)> Log)> Lived(
        int visitors = Visitors,
        [CallerMemberName] string test = ""
    )
    {
        var site = await engine.NewSite(name: test.Replace('_', '-'));
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put(
            "/v1/slots/hero",
            new
            {
                policy = "uniform",
                outcome = new { accepted = new[] { new { kind = "track", name = "Signed up" } }, withinHours = 2 },
                @default = new { name = "plain", value = 0 },
                contents = new object[] { new { name = "good", value = 1 }, new { name = "bad", value = 2 } },
            }
        );
        var log = new List<(string, int, double)>();
        for (var i = 0; i < visitors; i++)
        {
            for (var visit = 1; visit <= 1 + (i % 2); visit++)
            {
                var at = Calls.Noon.AddDays(visit);
                await site.Accepted(Calls.Page($"v{i}", "blog", at));
                var content = (await site.Hero($"v{i}")).Variant;
                var accepts = content == (visit == 1 ? "good" : "bad");
                if (accepts)
                    await site.Accepted(Calls.Track($"v{i}", "Signed up", at.AddMinutes(1)));
                log.Add((content, visit, accepts ? 1 : 0));
            }
        }

        return (site, log);
    }

    private static object Slot(string policy, params object[] contents) =>
        new
        {
            policy,
            @default = new { name = "plain", value = 0 },
            contents = contents.Select(it => it is string name ? new { name, value = 1 } : it),
        };

    private static async Task<JsonObject> Estimate(Site site, string estimator, string policy, params object[] contents)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            $"/v1/reports/decisions/estimate/hero?estimator={estimator}",
            site.ReadKey,
            JsonContent.Create(Slot(policy, contents))
        );
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
