using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Personalization;

/// <summary>In the middle of a visit: whoever is shown something goes on being shown it.</summary>
[Collection(DecidingTests.Name)]
public sealed class an_experiment_is_edited(EngineFixture engine)
{
    private static readonly string[] Visitors = [.. Enumerable.Range(1, 60).Select(it => $"v{it}")];

    [Fact]
    public async Task in_its_words_and_everybody_keeps_their_content_in_the_new_words()
    {
        var site = await Site("uniform", ("a", "A"), ("b", "B"));
        var before = await Shown(site);

        await Define(site, "uniform", ("a", "א."), ("b", "B"));

        var after = await Shown(site);
        after
            .Select(it => (it.Variant, it.DecisionId))
            .Should()
            .Equal(before.Select(it => (it.Variant, it.DecisionId)));
        (await Value(site, Visitors[after.FindIndex(it => it.Variant == "a")])).Should().Be("א.");
        (await Shown(site)).Should().Equal(after);
    }

    [Theory]
    [InlineData("uniform")]
    [InlineData("learning")]
    public async Task by_another_content_which_who_comes_from_then_on_may_be_shown(string policy)
    {
        var site = await Site(policy, ("a", "A"), ("b", "B"));
        var before = await Shown(site);

        await Define(site, policy, ("c", "C"), ("b", "B"), ("a", "A"));

        (await Shown(site)).Select(it => it.DecisionId).Should().Equal(before.Select(it => it.DecisionId));
        await site.Accepted([.. Visitors.Select(it => Calls.Page(it, "home", Calls.Noon.AddDays(1)))]);
        (await Shown(site)).Select(it => it.Variant).Should().Contain("c", "it is another visit");
    }

    [Fact]
    public async Task without_a_content_and_only_those_who_saw_it_see_another()
    {
        var site = await Site("uniform", ("a", "A"), ("b", "B"), ("c", "C"));
        var before = await Shown(site);

        await Define(site, "uniform", ("b", "B"), ("c", "C"));

        var after = await Shown(site);
        foreach (var (was, now) in before.Zip(after))
            (now.DecisionId == was.DecisionId).Should().Be(was.Variant != "a");
        after.Select(it => it.Variant).Should().NotContain("a");
    }

    /// <summary>A cap looks at what was shown before, and not at what is being shown.</summary>
    [Fact]
    public async Task by_a_cap_that_holds_from_the_next_visit_on()
    {
        var site = await Site("uniform", ("a", "A"));
        var before = await Shown(site);

        await site.Put(
            "/v1/slots/hero",
            new
            {
                policy = "uniform",
                @default = new { name = "plain", value = "P" },
                contents = new[]
                {
                    new
                    {
                        name = "a",
                        value = "A",
                        cap = new { times = 1 },
                    },
                },
            }
        );

        (await Shown(site)).Select(it => it.DecisionId).Should().Equal(before.Select(it => it.DecisionId));
        await site.Accepted([.. Visitors.Select(it => Calls.Page(it, "home", Calls.Noon.AddDays(1)))]);
        (await Shown(site)).Should().OnlyContain(it => it.Variant == "plain");
    }

    private async Task<Site> Site(string policy, params (string Name, string Value)[] contents)
    {
        var site = await engine.NewSite();
        await site.Put("/v1/settings", new { mode = "personalize" });
        await Define(site, policy, contents);
        await site.Accepted([.. Visitors.Select(it => Calls.Page(it, "home", Calls.Noon))]);
        return site;
    }

    private static Task Define(Site site, string policy, params (string Name, string Value)[] contents) =>
        site.Put(
            "/v1/slots/hero",
            new
            {
                policy,
                outcome = new { accepted = new[] { new { kind = "track", name = "Buy" } } },
                @default = new { name = "plain", value = "P" },
                contents = contents.Select(it => new { name = it.Name, value = it.Value }),
            }
        );

    private static async Task<string?> Value(Site site, string visitor)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/ofrep/v1/evaluate/flags/hero",
            site.WriteKey,
            JsonContent.Create(new { context = new { targetingKey = visitor } })
        );
        return (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["value"];
    }

    private static async Task<List<Shown>> Shown(Site site)
    {
        var shown = new List<Shown>();
        foreach (var visitor in Visitors)
            shown.Add(await site.Hero(visitor));
        return shown;
    }
}
