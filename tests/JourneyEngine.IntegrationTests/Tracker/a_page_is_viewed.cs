using System.Collections.Concurrent;

namespace JourneyEngine.IntegrationTests.Tracker;

[Collection(PrivacyTests.Name)]
public class a_page_is_viewed(EngineFixture engine, Browser browser)
{
    [SkippableFact]
    public async Task and_it_arrives_once_with_nothing_that_was_not_asked_for()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();

        var page = await profile.Visit(shop, "/shoes?utm_source=mail&email=a@b.test&utm_campaign=spring#top");
        await engine.Arrived(site, 1);
        await page.Pass();

        var view = (await engine.Interactions(site)).Should().ContainSingle().Subject;
        ((string)view.Data["kind"]!, view.Path).Should().Be(("page", "/shoes"));
        ((string)view.Data["campaign"]!["source"]!, (string)view.Data["campaign"]!["name"]!).Should().Be(("mail", "spring"));
        shop.Messages.Should().ContainSingle();
        shop.Requests.Select(it => it.Body).Should().NotContain(it =>
            it.Contains("a@b.test") || it.Contains("Shop") || it.Contains("Mozilla") || it.Contains("#top") || it.Contains(view.Visitor));
    }

    [SkippableFact]
    public async Task on_a_page_with_the_script_twice_and_it_is_one_view()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        shop.Content = $"<script src=\"/journey.js\" data-key=\"{site.WriteKey}\" defer></script>";
        await using var profile = await browser.Profile();

        var page = await profile.Visit(shop);
        await engine.Arrived(site, 1);
        await page.Pass();

        shop.Messages.Should().ContainSingle();
    }

    [SkippableFact]
    public async Task in_an_app_that_changes_its_path_without_loading()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site, "data-spa=\"true\"");
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop, "/a");

        await page.EvaluateAsync("history.pushState({}, '', '/b'); history.replaceState({}, '', '/b?sort=price')");
        await page.EvaluateAsync("history.pushState({}, '', '/c')");
        await page.GoBackAsync();
        await engine.Arrived(site, 4);
        await page.Pass();

        (await engine.Interactions(site)).Select(it => it.Path).Should().BeEquivalentTo("/a", "/b", "/c", "/b");
    }

    [SkippableFact]
    public async Task only_when_the_page_says_so()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site, "data-auto=\"false\"");
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop);
        await page.Pass();
        shop.Requests.Should().BeEmpty();

        await page.EvaluateAsync("journey.page('blog', { topic: 'journeys' })");

        (await engine.Arrived(site, 1))[0].Name.Should().Be("blog");
        ((string)shop.Messages[0]["properties"]!["topic"]!).Should().Be("journeys");
    }

    [SkippableFact]
    public async Task under_a_strict_policy_and_nothing_of_it_is_violated()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site, "data-spa=\"true\"");
        shop.Content = "<button data-journey-track=\"Added\">Add</button>";
        await using var profile = await browser.Profile();
        var said = new ConcurrentQueue<string>();
        profile.Console += (_, message) => said.Enqueue(message.Text);
        profile.WebError += (_, error) => said.Enqueue(error.Error);

        var page = await profile.Visit(shop);
        await page.ClickAsync("button");
        await page.EvaluateAsync("journey.consent({ personalize: true })");
        await page.Decided("'none'");
        await engine.Arrived(site, 2);

        said.Should().NotContain(it => it.Contains("Content Security Policy") || it.Contains("Error:"));
        await page.EvaluateAsync("document.head.append(Object.assign(document.createElement('script'), { textContent: '1' }))");
        await Eventually.Sees(() => Task.FromResult(said), it => it.Any(word => word.Contains("Content Security Policy")));
    }
}
