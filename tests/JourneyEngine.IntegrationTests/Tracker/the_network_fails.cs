using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Tracker;

[Collection(PrivacyTests.Name)]
public class the_network_fails(EngineFixture engine, Browser browser)
{
    [SkippableFact]
    public async Task while_events_wait_that_arrive_once_under_their_own_ids()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop);
        await engine.Arrived(site, 1);
        // An answer that is still under way would be cut off: then the message is kept, and sent twice.
        await Eventually.Sees(page.Kept, it => it is ["named"]);

        await profile.SetOfflineAsync(true);
        await page.EvaluateAsync("for (const it of ['a', 'b', 'c']) journey.track(it)");
        await page.Pass();
        var waiting = await page.EvaluateAsync<string[]>(
            "Object.keys(localStorage).filter(it => it.includes(':m:')).map(it => it.split(':').pop())"
        );
        await profile.SetOfflineAsync(false);
        await engine.Arrived(site, 4);
        await Eventually.Sees(page.Kept, it => it is ["named"]);
        await page.Pass();

        waiting.Should().HaveCount(3);
        (await engine.Interactions(site)).Select(it => it.Id).Skip(1).Should().BeEquivalentTo(waiting);
        shop.Messages.Should().HaveCount(4, "none came twice");
        (await page.Kept()).Should().BeEquivalentTo("named");
    }

    [SkippableFact]
    public async Task with_429_and_the_tracker_waits_for_retry_after()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        shop.Failures.Enqueue((429, "3"));
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop);
        await Eventually.Sees(() => Task.FromResult(shop.Requests), it => it.Any(request => request.Status == 429));

        await page.EvaluateAsync("journey.track('a')");
        var arrived = await engine.Arrived(site, 2);

        // By the shop's own clock: on a busy machine the test hears of the refusal late.
        var batches = shop.Requests.Where(it => it.Path == "/v1/batch").ToArray();
        (batches[1].At - batches[0].At).Should().BeGreaterThan(TimeSpan.FromSeconds(2.8));
        // Where the second event comes late it goes in a batch of its own.
        (await Eventually.Sees(() => Task.FromResult(Batches(shop)), it => it.Length >= 2))
            .Distinct()
            .Should()
            .Equal(429, 200);
        arrived
            .Select(it => it.Id)
            .Should()
            .BeEquivalentTo(shop.Messages.Select(it => (string)it["messageId"]!).Distinct());
    }

    [SkippableTheory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(413)]
    public async Task with_a_permanent_error_and_the_request_is_not_repeated(int status)
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        shop.Failures.Enqueue((status, null));
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop);
        await Eventually.Sees(page.Kept, it => it is ["named"]);

        await page.EvaluateAsync("journey.track('a')");

        (await engine.Arrived(site, 1)).Select(it => it.Name).Should().Equal("a");
        (await Eventually.Sees(() => Task.FromResult(Batches(shop)), it => it.Length == 2)).Should().Equal(status, 200);
    }

    [SkippableFact]
    public async Task because_of_one_invalid_message_without_losing_its_neighbours()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop);

        await page.EvaluateAsync("journey.track('a'); journey.track('half', { emoji: '\\ud83d' }); journey.track('b')");
        await engine.Arrived(site, 3);
        await Eventually.Sees(page.Kept, it => it is ["named"]);

        (await engine.Interactions(site)).Select(it => it.Name).Should().BeEquivalentTo([null, "a", "b"]);
    }

    [SkippableFact]
    public async Task in_two_tabs_that_never_send_the_same_message()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();
        IPage[] tabs = [await profile.Visit(shop), await profile.Visit(shop)];
        await engine.Arrived(site, 2);
        foreach (var tab in tabs)
            await Eventually.Sees(tab.Kept, it => it is ["named"]);
        await profile.SetOfflineAsync(true);
        foreach (var (tab, waiting) in tabs.Zip([120, 200]))
        {
            await tab.EvaluateAsync("for (let i = 0; i < 120; i++) journey.track('n' + i)");
            // What one tab keeps or drops the other sees a moment later; how many wait is told of what a tab sees.
            foreach (var each in tabs)
                await Eventually.Sees(each.Kept, it => it.Count(name => name == "m") == waiting);
        }

        await profile.SetOfflineAsync(false);
        await Task.WhenAll(tabs.Select(it => it.EvaluateAsync("dispatchEvent(new Event('online'))")));
        await engine.Arrived(site, 202);
        await tabs[0].Pass();

        var ids = shop.Messages.Select(it => (string)it["messageId"]!).ToArray();
        ids.Should().OnlyHaveUniqueItems();
        (await engine.Interactions(site))
            .Select(it => it.Visitor)
            .Distinct()
            .Should()
            .ContainSingle("both tabs are one visitor");
        ids.Should().HaveCount(202, "no more than 200 wait, and the two views came before");
    }

    private static int[] Batches(Shop shop) =>
        [.. shop.Requests.Where(it => it.Path == "/v1/batch").Select(it => it.Status)];
}
