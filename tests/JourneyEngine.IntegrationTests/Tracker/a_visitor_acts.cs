using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Tracker;

[Collection(PrivacyTests.Name)]
public class a_visitor_acts(EngineFixture engine, Browser browser)
{
    private const string Bag = "<button data-journey-track=\"Added\"><b>Add</b></button><p>Only text</p>";

    [SkippableFact]
    public async Task on_declared_elements_only_by_mouse_or_keyboard()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        shop.Content = Bag;
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop, "/shoes");

        await page.ClickAsync("p");
        await page.ClickAsync("b");
        await page.FocusAsync("button");
        await page.Keyboard.PressAsync("Enter");
        await engine.Arrived(site, 3);
        await page.Pass();

        (await engine.Interactions(site))
            .Select(it => ((string)it.Data["kind"]!, it.Name, it.Path))
            .Should()
            .Equal(("page", null, "/shoes"), ("track", "Added", "/shoes"), ("track", "Added", "/shoes"));
    }

    [SkippableFact]
    public async Task while_closing_the_tab_and_a_beacon_reports_it()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        shop.Content = "<script src=\"/shop.js\" defer></script>";
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop);
        await engine.Arrived(site, 1);

        await page.CloseAsync(new PageCloseOptions { RunBeforeUnload = true });

        (await engine.Arrived(site, 2)).Select(it => it.Name).Should().Equal(null, "Left");
        // The shop notes a request once it is answered, a moment after it was stored.
        (
            await Eventually.Sees(
                () =>
                    Task.FromResult(
                        shop.Requests.Where(it => it.Body.Contains("Left")).Select(it => (it.Path, it.Mode)).ToArray()
                    ),
                it => it.Length > 0
            )
        )
            .Should()
            .Equal(("/v1/batch", "no-cors"));
    }

    [SkippableFact]
    public async Task in_a_beacon_that_is_sent_again_later_and_stored_once()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        shop.Content = "<script src=\"/shop.js\" defer></script>";
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop);
        await engine.Arrived(site, 1);
        await page.CloseAsync(new PageCloseOptions { RunBeforeUnload = true });
        await engine.Arrived(site, 2);
        // What is said to a profile is said to each of its pages, also to one that is about to close.
        await Eventually.Sees(() => Task.FromResult(page.IsClosed), it => it);

        await profile.AddInitScriptAsync("const now = Date.now; Date.now = () => now() + 40_000");
        var later = await profile.Visit(shop, "/later");
        await engine.Arrived(site, 3);
        await Eventually.Sees(later.Kept, it => it is ["named"]);

        shop.Messages.Where(it => (string?)it["event"] == "Left")
            .Select(it => (string)it["messageId"]!)
            .Should()
            .HaveCount(2)
            .And.OnlyContain(it => it == (string)shop.Messages[1]["messageId"]!);
        (await engine.Interactions(site)).Select(it => it.Name).Should().Equal(null, "Left", null);
    }

    [SkippableFact]
    public async Task before_having_a_cookie_and_the_view_arrives_from_the_next_page()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();
        await profile.RouteAsync("**/v1/visitor", route => route.AbortAsync());
        var page = await profile.Visit(shop, "/shoes");
        await profile.UnrouteAllAsync();

        await page.GotoAsync(new Uri(shop.Address, "/bags").ToString());

        (await engine.Arrived(site, 2)).Select(it => it.Path).Should().Equal("/shoes", "/bags");
    }
}
