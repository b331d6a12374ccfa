using System.Net;
using System.Net.Http.Json;

namespace JourneyEngine.IntegrationTests.Fulfilment;

[Collection(OutboxTests.Name)]
public sealed class an_update_is_announced(OneOutbox one)
{
    [Fact]
    public async Task to_every_visitor_who_agreed_to_updates_exactly_once()
    {
        var recorder = new Recorder();
        await using var host = await one.Here(recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        foreach (var visitor in new[] { "dana", "noa", "tom" })
            await site.Agrees(visitor, visitor == "tom" ? "birthday" : "updates");
        await site.Tells("dana", "email", "dana@example.test");
        await site.Tells("dana", "phone", "+972541234567");
        await site.Tells("noa", "phone", "+972541234568");
        await site.Tells("tom", "email", "tom@example.test");

        var update = new
        {
            id = "spring",
            subject = "Spring",
            text = "New things.",
        };
        var first = await site.Announces(update);
        var again = await site.Announces(update);

        ((string)first["id"]!, (string)first["purpose"]!).Should().Be(("spring", "updates"));
        again.ToJsonString().Should().Be(first.ToJsonString());
        await Eventually.Sees(() => one.Granted(site), it => it.Count == 2);
        recorder
            .Sent.Select(it => (it.To, it.Subject, it.Text))
            .Should()
            .BeEquivalentTo([
                ("dana@example.test", "Spring", "New things."),
                ("+972541234568", "Spring", "New things."),
            ]);
        (
            await Refusal(
                site,
                new
                {
                    id = "spring",
                    subject = "Other",
                    text = "New things.",
                }
            )
        ).Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task only_to_visitors_who_live_near_the_given_place()
    {
        var recorder = new Recorder();
        await using var host = await one.Here(recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        foreach (
            var (visitor, residence) in new[] { ("dana", "Herzl 1, Haifa"), ("noa", "Tel Aviv"), ("tom", "Haifa") }
        )
        {
            await site.Agrees(visitor, visitor == "tom" ? "updates" : "nearby");
            await site.Tells(visitor, "email", visitor + "@example.test");
            if (visitor != "tom")
                await site.Tells(visitor, "residence", residence);
        }

        await site.Announces(
            new
            {
                subject = "At the port",
                text = "Come by.",
                nearby = "haifa",
            }
        );

        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);
        await Task.Delay(500);
        recorder.Sent.Select(it => it.To).Should().Equal("dana@example.test");
    }

    [Fact]
    public async Task without_influencing_content_decisions()
    {
        var recorder = new Recorder();
        await using var host = await one.Here(recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero(contents: ["new", "back"]);
        foreach (var visitor in new[] { "dana", "noa" })
            await site.Accepted(Calls.Page(visitor, "blog", Calls.Noon));
        await site.Agrees("dana", "updates");
        await site.Tells("dana", "email", "dana@example.test");
        await site.Announces(new { subject = "Spring", text = "New things." });
        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);

        var (dana, noa) = (await site.Hero("dana"), await site.Hero("noa"));

        (dana with { DecisionId = default }).Should().Be(noa with { DecisionId = default });
    }

    [Fact]
    public async Task with_invalid_content_or_settings_and_is_rejected()
    {
        await using var host = await one.Here(new Recorder());
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        var other = await one.NewSite(site.Address);

        foreach (
            var nonsense in new object[]
            {
                new { subject = "", text = "t" },
                new { subject = "a\nb", text = "t" },
                new { subject = "s" },
                new
                {
                    subject = "s",
                    text = "t",
                    nearby = "",
                },
                new
                {
                    subject = "s",
                    text = "t",
                    id = "a/b",
                },
            }
        )
            (await Refusal(site, nonsense)).Should().Be(HttpStatusCode.UnprocessableEntity, "of {0}", nonsense);
        (await Refusal(other, new { subject = "s", text = "t" })).Should().Be(HttpStatusCode.UnprocessableEntity);
        (await Refusal(site, new { subject = "s", text = "t" }, site.WriteKey)).Should().Be(HttpStatusCode.Forbidden);
        foreach (
            var nonsense in new object[]
            {
                new { letterEveryMonths = 0 },
                new { birthdayGift = new { text = "" } },
                new { timeZone = "Moon/Base" },
            }
        )
        {
            (await site.Send(HttpMethod.Put, "/v1/fulfilment/settings", site.AdminKey, JsonContent.Create(nonsense)))
                .StatusCode.Should()
                .Be(HttpStatusCode.UnprocessableEntity, "of {0}", nonsense);
        }

        var settings = await site.Put(
            "/v1/fulfilment/settings",
            new { letterEveryMonths = 6, timeZone = "Asia/Jerusalem" }
        );
        ((int)settings["version"]!, (int)settings["letterEveryMonths"]!, settings["birthdayGift"])
            .Should()
            .Be((2, 6, null));
    }

    private static async Task<HttpStatusCode> Refusal(Site site, object update, string? key = null) =>
        (
            await site.Send(HttpMethod.Post, "/v1/fulfilment/updates", key ?? site.AdminKey, JsonContent.Create(update))
        ).StatusCode;
}
