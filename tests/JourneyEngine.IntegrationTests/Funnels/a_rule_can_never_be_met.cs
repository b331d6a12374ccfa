using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Funnels;

/// <summary>It is saved all the same: what it asks for may be about to arrive.</summary>
[Collection(EngineTests.Name)]
public sealed class a_rule_can_never_be_met(EngineFixture engine)
{
    [Theory]
    [InlineData("Signed up", "Signed Up")]
    [InlineData("הרשמה לניזלטר", "הרשמה לניוזלטר")]
    public async Task because_a_funnel_misspells_what_arrives(string asked, string arrives)
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("a", "home", Calls.Noon), Calls.Track("a", arrives, Calls.Noon.AddMinutes(1)));

        Warnings(await site.Put("/v1/funnels/f", Funnel("track", asked)))
            .Should()
            .Equal(
                $"Stage 'Last' asks for track '{asked}', and none is among the latest interactions. Did you mean track "
                    + $"'{arrives}', which is? Names are told apart by every letter."
            );
        ((int)(await site.Get("/v1/funnels/f"))["version"]!).Should().Be(1);
        Warnings(await site.Put("/v1/funnels/f", Funnel("track", arrives))).Should().BeEmpty();
    }

    [Fact]
    public async Task because_a_slot_misspells_what_arrives()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Track("a", "נרשמו", Calls.Noon));

        var slot = await site.Put(
            "/v1/slots/hero",
            new
            {
                outcome = new
                {
                    accepted = new[] { new { kind = "track", name = "נרשם" } },
                    declined = new[] { new { kind = "trak", name = "Closed" } },
                    withinHours = 24,
                },
                @default = new { name = "welcome", value = 1 },
            }
        );

        Warnings(slot)
            .Should()
            .Equal(
                "outcome.accepted[0] asks for track 'נרשם', and none is among the latest interactions. Did you mean "
                    + "track 'נרשמו', which is? Names are told apart by every letter.",
                "outcome.declined[0] asks for the kind 'trak'. The notice does not declare it, so it is never stored. "
                    + "Did you mean 'track'?"
            );
    }

    [Fact]
    public async Task without_a_warning_where_only_another_site_or_a_bot_did_nearly_that()
    {
        var (site, other) = (await engine.NewSite(), await engine.NewSite());
        await other.Accepted(Calls.Track("a", "Signed Up", Calls.Noon));
        var crawled = Calls.Track("b", "Signed Up", Calls.Noon);
        crawled["context"] = new JsonObject { ["userAgent"] = "Googlebot/2.1 (+http://www.google.com/bot.html)" };
        await site.Batch([crawled]);

        Warnings(await site.Put("/v1/funnels/f", Funnel("track", "Signed up"))).Should().BeEmpty();
    }

    private static object Funnel(string kind, string name) =>
        new
        {
            stages = new object[]
            {
                new { name = "First", when = new object[] { new { kind = "page", name = "home" } } },
                new { name = "Last", when = new object[] { new { kind, name } } },
            },
        };

    private static IEnumerable<string> Warnings(JsonObject answer) =>
        (answer["warnings"]?.AsArray() ?? []).Select(it => (string)it!);
}
