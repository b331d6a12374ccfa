namespace JourneyEngine.IntegrationTests.Tracker;

[Collection(PrivacyTests.Name)]
public class content_is_asked_for(EngineFixture engine, Browser browser)
{
    [SkippableFact]
    public async Task after_a_page_view_that_already_counts()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put(
            "/v1/slots/banner/top",
            new
            {
                exposure = "reported",
                outcome = new { accepted = new[] { new { kind = "track" } } },
                @default = new { name = "welcome", value = "Hello" },
                contents = new[]
                {
                    new
                    {
                        name = "more",
                        value = new { title = "More to read" },
                        stages = new[] { "Reader" },
                    },
                },
            }
        );
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop);
        await Eventually.Sees(page.Kept, it => it is ["named"]);

        var shown = await page.Decided("'banner/top'", "journey.page('blog')");

        ((string)shown["variant"]!, (string)shown["value"]!["title"]!, (string)shown["metadata"]!["stage"]!)
            .Should()
            .Be(("more", "More to read", "Reader"));
        (await site.Decisions((await engine.Interactions(site))[0].Visitor)).Should().ContainSingle();
        async Task<int> Shown() =>
            (await site.Get("/v1/reports/decisions?wait=true"))["rows"]!.AsArray().Sum(it => (int)it!["shown"]!);
        (await Shown()).Should().Be(0, "the page has not said so yet");
        await page.EvaluateAsync("journey.decide('banner/top').then(journey.shown)");
        (await Shown()).Should().Be(1);
        await page.EvaluateAsync("journey.shown({ value: 'the page\\'s own' })");
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("journey.consent({ personalize: false })")]
    public async Task without_a_slot_or_consent_and_the_page_s_own_content_stays(string before)
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop);
        await page.EvaluateAsync(before);

        var shown = await page.Decided("'none', 'ours'");

        ((string)shown["value"]!, (string)shown["reason"]!).Should().Be(("ours", "DEFAULT"));
        shop.Requests.Count(it => it.Path.StartsWith("/ofrep")).Should().Be(before.Length == 0 ? 1 : 0);
    }
}
