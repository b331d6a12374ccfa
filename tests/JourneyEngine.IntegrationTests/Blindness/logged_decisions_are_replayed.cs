using JourneyEngine.IntegrationTests.Personalization;
using JourneyEngine.IntegrationTests.Replay;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;

namespace JourneyEngine.IntegrationTests.Blindness;

[Collection(TamperedTests.Name)]
public class logged_decisions_are_replayed(EngineFixture engine)
{
    [Fact]
    public async Task after_the_configuration_changed_and_come_out_bit_for_bit_the_same()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("uniform", "a", "b", "c");
        for (var i = 0; i < 30; i++)
        {
            await site.Accepted(Calls.Page($"v{i}", i % 2 == 0 ? "blog" : "files", Calls.Noon));
            await site.Hero($"v{i}");
        }

        await site.Put("/v1/settings", new { visitGapMinutes = 10 });
        await site.PutHero("rules", "d", "e");
        for (var i = 0; i < 30; i++)
        {
            await site.Accepted(
                Calls.Page($"v{i}", "projects", Calls.Noon.AddMinutes(i)),
                Calls.Page($"v{i}", "blog", Calls.Noon.AddMinutes(-i))
            );
            await site.Hero($"v{i}");
        }

        var outcome = await Verify();

        outcome.Differences.Where(it => it.StartsWith(site.Name, StringComparison.Ordinal)).Should().BeEmpty();
        outcome.Reproduced.Should().BeGreaterThanOrEqualTo(60);
    }

    [Theory]
    [InlineData("{content}", "\"b\"", "comes out otherwise: content is \"a\" and not \"b\"")]
    [InlineData("{seed}", "7", "comes out otherwise: seed is ")]
    [InlineData("{propensity}", "0.5", "comes out otherwise: propensity is 1 and not 0.5")]
    [InlineData("{snapshot,stage}", "\"Downloader\"", "does not make the snapshot")]
    public async Task with_one_field_tampered_with_and_the_difference_is_reported(
        string where,
        string what,
        string told
    )
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "a", "b");
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon));
        await site.Hero("dana");

        await engine.Run(
            $"update journey.mt_events set data = "
                + $"jsonb_set(data, '{where}', '{what}') where tenant_id = '{site.Name}' and type = 'content_offered'"
        );

        (await Verify())
            .Differences.Should()
            .ContainSingle(it => it.StartsWith(site.Name, StringComparison.Ordinal))
            .Which.Should()
            .Contain(told);
    }

    [Theory]
    [InlineData("to_jsonb((data#>>'{cells,0,offered}')::int - (data#>>'{cells,0,accepted}')::int)")]
    [InlineData("'999'")]
    public async Task with_tampered_learned_answers_which_are_reported(string accepted)
    {
        var site = await LearningSlot.Prepared(engine, holdout: 0.1);
        for (var i = 0; i < 10; i++)
            await LearningSlot.Visit(site, $"v{i}");
        await LearningSlot.Learn(site);
        for (var i = 10; i < 15; i++)
            await LearningSlot.Visit(site, $"v{i}");
        Differences(await Verify(), site).Should().BeEmpty();

        await engine.Run(
            $$"""
            update journey.mt_events set data = jsonb_set(data, '{cells,0,accepted}', {{accepted}})
            where tenant_id = '{{site.Name}}' and type = 'posterior_updated' and (data->>'version')::int = (
                select max((data->>'posteriorVersion')::int) from journey.mt_events
                where tenant_id = '{{site.Name}}' and type = 'content_offered' and data->>'heldOut' is null)
            """
        );

        Differences(await Verify(), site).Should().NotBeEmpty();
    }

    /// <summary>The words of an explanation may be bettered: what was decided is the same.</summary>
    [Fact]
    public async Task with_reworded_reasons_and_no_difference_is_reported()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "a");
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon));
        await site.Hero("dana");

        await engine.Run(
            $"update journey.mt_events set data = jsonb_set(data, '{{reasons}}', '[\"As it was said once.\"]') where "
                + $"tenant_id = '{site.Name}' and type = 'content_offered'"
        );

        (await Verify()).Differences.Where(it => it.StartsWith(site.Name, StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static IEnumerable<string> Differences(DecisionOutcome outcome, Site site) =>
        outcome.Differences.Where(it => it.StartsWith(site.Name, StringComparison.Ordinal));

    private Task<DecisionOutcome> Verify() =>
        new DecisionReplay(engine.Database, new RulesTable()).Verify(new Progress<(long, long)>(), default);
}
