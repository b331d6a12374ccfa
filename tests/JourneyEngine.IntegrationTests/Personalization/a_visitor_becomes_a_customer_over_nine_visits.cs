using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;

namespace JourneyEngine.IntegrationTests.Personalization;

/// <summary>From the welcome to the one who is won back: told visit by visit, asked visit by visit.</summary>
[Collection(DecidingTests.Name)]
public sealed class a_visitor_becomes_a_customer_over_nine_visits(EngineFixture engine)
{
    private static readonly DateTimeOffset Today = new(DateTimeOffset.UtcNow.Date, TimeSpan.Zero);

    [Fact]
    public async Task with_content_for_each_visit_within_its_frequency_cap()
    {
        var site = await Prepared();
        var shown = new List<string>();
        foreach (
            var (daysAgo, does) in new[]
            {
                (60, ""),
                (59, ""),
                (58, "Closed"),
                (57, ""),
                (56, "Bought"),
                (55, ""),
                (54, ""),
                (10, ""),
                (9, ""),
            }
        )
        {
            var at = Today.AddDays(-daysAgo);
            await site.Accepted(Calls.Page("v", "home", at));
            var first = (await site.Hero("v")).Variant;
            if (does.Length > 0)
                await site.Accepted(Calls.Track("v", does, at.AddMinutes(1)));
            shown.Add(first);
            var again = (await site.Hero("v")).Variant;
            again
                .Should()
                .Be(
                    does switch
                    {
                        "Closed" => "newsletter",
                        "Bought" => "thank",
                        _ => first,
                    },
                    "it stands until the visit is over, the visitor answers, or comes further"
                );
        }

        shown
            .Should()
            .Equal("welcome", "nurture", "decide", "newsletter", "newsletter", "loyal", "loyal", "won back", "loyal");
        var said = await site.Decisions("v");
        said.Select(it => (string)it!["content"]!).Should().ContainInOrder(shown.Where(it => it != "newsletter"));
        said.Should().OnlyContain(it => it!["reasons"]!.AsArray().Count > 0);
        (await new DecisionReplay(engine.Database, new RulesTable()).Verify(new Progress<(long, long)>(), default))
            .Differences.Where(it => it.StartsWith(site.Name, StringComparison.Ordinal))
            .Should()
            .BeEmpty();
    }

    [Fact]
    public async Task with_two_goals_of_which_the_slot_must_name_one()
    {
        var site = await Prepared();
        await site.Put(
            "/v1/funnels/letter",
            JsonNode.Parse(
                """{"stages":[{"name":"Reader","when":[{"kind":"page"}]},{"name":"Subscriber","goal":true,"when":[{"kind":"track","name":"Subscribed"}]}]}"""
            )!
        );

        var answer = await site.Send(
            HttpMethod.Put,
            "/v1/slots/banner",
            site.AdminKey,
            JsonContent.Create(
                new
                {
                    @default = new { name = "plain", value = 0 },
                    contents = new[]
                    {
                        new
                        {
                            name = "trial",
                            value = 1,
                            converted = false,
                        },
                    },
                }
            )
        );

        ((int)answer.StatusCode).Should().Be(422);
        (await answer.Content.ReadAsStringAsync())
            .Should()
            .Contain("funnel is needed")
            .And.Contain("'letter' and 'shop'");
    }

    private async Task<Site> Prepared()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put(
            "/v1/funnels/shop",
            JsonNode.Parse(
                """
                {"stages":[{"name":"Visitor","when":[{"kind":"page"}]},{"name":"Customer","goal":true,"when":[{"kind":"track","name":"Bought"}]}]}
                """
            )!
        );
        var slot = await site.Put(
            "/v1/slots/hero",
            JsonNode.Parse(
                """
                {"funnel":"shop","policy":"rules","default":{"name":"newsletter","value":"newsletter"},
                 "outcome":{"accepted":[{"kind":"track","name":"Clicked"}],"declined":[{"kind":"track","name":"Closed"}],"withinHours":24},
                 "contents":[
                   {"name":"won back","value":"w","daysAway":{"from":30},"cap":{"times":1}},
                   {"name":"thank","value":"t","converted":true,"cap":{"times":1}},
                   {"name":"loyal","value":"l","converted":true,"fromVisit":5},
                   {"name":"welcome","value":"w","cap":{"times":1}},
                   {"name":"nurture","value":"n","converted":false,"after":["welcome"],"cap":{"times":1}},
                   {"name":"decide","value":"d","converted":false,"after":["nurture"]}]}
                """
            )!
        );
        slot["warnings"].Should().BeNull();
        return site;
    }
}
