using System.Text.Json.Nodes;
using JourneyEngine.Contracts;
using JourneyEngine.IntegrationTests.Log;
using JourneyEngine.Log;

namespace JourneyEngine.IntegrationTests.Tracker;

[Collection(PrivacyTests.Name)]
public class a_visitor_chooses_consent(EngineFixture engine, Browser browser)
{
    [SkippableFact]
    public async Task before_which_nothing_is_sent_or_stored_if_consent_is_required()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site, "data-consent=\"required\"");
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop, "/shoes");
        await page.EvaluateAsync("journey.track('before')");
        await page.Decided("'hero'");
        await page.Pass();

        shop.Requests.Should().BeEmpty();
        (await page.Kept()).Should().BeEmpty();
        (await profile.CookiesAsync()).Should().BeEmpty();

        await page.EvaluateAsync("journey.consent({ measure: true, personalize: false })");
        await page.EvaluateAsync("journey.track('after')");
        (await engine.Arrived(site, 2)).Select(it => it.Name).Should().Equal(null, "after");
        shop.Messages.Should().OnlyContain(it => (bool)it["context"]!["consent"]!["categoryPreferences"]!["measure"]!);
        var said = JsonNode.Parse(shop.Requests.Single(it => it.Path == "/v1/privacy/consent").Body)!;
        (said["granted"]!.ToJsonString(), said["refused"]!.ToJsonString(), (string)said["language"]!)
            .Should()
            .Be(("[\"measure\"]", "[\"personalize\"]", "en"));

        await profile.Visit(shop, "/bags");
        (await engine.Arrived(site, 3))[2].Path.Should().Be("/bags", "the choice is remembered");
    }

    [SkippableFact]
    public async Task by_refusing_measurement_which_deletes_the_cookie_and_stops_sending()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop);
        await engine.Arrived(site, 1);

        await page.EvaluateAsync("journey.consent({ measure: false })");
        await Eventually.Sees(page.Kept, it => it is ["choices"]);
        var before = shop.Requests.Count;
        await page.EvaluateAsync("journey.track('after')");
        await profile.Visit(shop);
        await page.Pass();

        shop.Requests.Skip(before).Should().BeEmpty();
        (await profile.CookiesAsync()).Should().BeEmpty();
        (await engine.Interactions(site)).Should().ContainSingle();
    }

    [SkippableFact]
    public async Task offline_and_the_engine_is_told_later()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop);
        await engine.Arrived(site, 1);
        await Eventually.Sees(page.Kept, it => it is ["named"]);

        await profile.SetOfflineAsync(true);
        await page.EvaluateAsync("journey.track('never sent'); journey.consent({ measure: false })");
        await page.Pass();
        await profile.SetOfflineAsync(false);
        await Eventually.Sees(page.Kept, it => it is ["choices"]);

        shop.Requests.Select(it => (it.Method, it.Path))
            .Should()
            .Equal(
                ("POST", "/v1/visitor"),
                ("POST", "/v1/batch"),
                ("POST", "/v1/privacy/consent"),
                ("DELETE", "/v1/visitor")
            );
    }

    [SkippableFact]
    public async Task by_global_privacy_control_and_is_measured_but_not_personalised()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();
        await profile.AddInitScriptAsync("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })");
        var page = await profile.Visit(shop);
        await page.EvaluateAsync("journey.consent({ personalize: true })");
        await page.EvaluateAsync("journey.track('a')");

        var decided = await page.Decided("'hero', 'ours'");
        await engine.Arrived(site, 2);

        ((string)decided["value"]!).Should().Be("ours");
        shop.Requests.Should().NotContain(it => it.Path.StartsWith("/ofrep"));
        shop.Messages.Should()
            .OnlyContain(it => !(bool)it["context"]!["consent"]!["categoryPreferences"]!["personalize"]!);
    }

    [SkippableFact]
    public async Task on_a_site_in_mode_none_which_sets_the_cookie_only_then()
    {
        var site = await engine.NewSite();
        await using (var store = engine.Marten())
        await using (var session = store.LightweightSession(site.Name))
        {
            session.Events.Append(StreamNames.Mode, new ModeChanged("none", DateTimeOffset.UtcNow));
            await session.SaveChangesAsync();
        }

        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop);
        await Eventually.Sees(() => Task.FromResult(shop.Requests), it => it.Count > 0);
        await page.Pass();
        shop.Requests.Select(it => (it.Path, it.Status)).Should().Equal(("/v1/visitor", 204));
        (await profile.CookiesAsync()).Should().BeEmpty();
        (await page.Kept()).Should().BeEmpty();

        await page.EvaluateAsync("journey.consent({ measure: true })");
        await page.EvaluateAsync("journey.track('agreed')");

        await Eventually.Sees(() => Task.FromResult(shop.Messages), it => it.Count == 1);
        (await profile.CookiesAsync()).Should().ContainSingle();
    }
}
