using System.Collections.Concurrent;

namespace JourneyEngine.IntegrationTests.Tracker;

[Collection(PrivacyTests.Name)]
public class a_page_is_viewed(EngineFixture engine, Browser browser)
{
    [SkippableFact]
    public async Task once_without_sending_personal_data_or_the_full_url()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();

        var page = await profile.Visit(shop, "/shoes?utm_source=mail&email=a@b.test&utm_campaign=spring#top");
        await engine.Arrived(site, 1);
        await page.Pass();

        var view = (await engine.Interactions(site)).Should().ContainSingle().Subject;
        ((string)view.Data["kind"]!, view.Path).Should().Be(("page", "/shoes"));
        ((string)view.Data["campaign"]!["source"]!, (string)view.Data["campaign"]!["name"]!)
            .Should()
            .Be(("mail", "spring"));
        shop.Messages.Should().ContainSingle();
        shop.Requests.Select(it => it.Body)
            .Should()
            .NotContain(it =>
                it.Contains("a@b.test")
                || it.Contains("Shop")
                || it.Contains("Mozilla")
                || it.Contains("#top")
                || it.Contains(view.Visitor)
            );
    }

    [SkippableFact]
    public async Task by_a_pasted_link_and_then_from_another_page_of_the_site()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();

        var page = await profile.Visit(
            shop,
            "/shoes?UTM_SOURCE=Mail&amp;utm_campaign=Spring%20sale&token=1#/top?utm_medium=E-Mail&email=a@b.test"
        );
        await engine.Arrived(site, 1);
        await page.EvaluateAsync("location.assign('/bags')");
        var views = (await engine.Arrived(site, 2)).OrderByDescending(it => it.Path).ToArray();

        var campaign = views[0].Data["campaign"]!;
        ((string?)campaign["source"], (string?)campaign["medium"], (string?)campaign["name"])
            .Should()
            .Be(("mail", "e-mail", "spring sale"));
        (views[1].Path, (string?)views[1].Data["referrerHost"])
            .Should()
            .Be(("/bags", null), "the site itself brings nobody");
        shop.Requests.Should().NotContain(it => it.Body.Contains("a@b.test") || it.Body.Contains("token"));
    }

    [SkippableTheory]
    [InlineData("HeadlessChrome/156.0.0.0 Safari/537.36", true)]
    [InlineData("Chrome/156.0.0.0 Safari/537.36 (compatible; GoogleOther)", true)]
    [InlineData("Chrome/156.0.0.0 Mobile Safari/537.36 M bot 60", false)]
    public async Task by_a_program_or_a_telephone_with_a_name_like_one(string product, bool isProgram)
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile(
            new() { UserAgent = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) " + product }
        );

        await profile.Visit(shop);

        ((bool?)(await engine.Arrived(site, 1)).Single().Data["bot"] ?? false).Should().Be(isProgram);
    }

    [SkippableFact]
    public async Task on_a_page_with_the_script_included_twice_as_one_view()
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
    public async Task in_a_single_page_app_on_every_change_of_path()
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
    public async Task only_by_an_explicit_call_if_auto_is_off()
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
    public async Task under_a_strict_content_security_policy_without_violating_it()
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
        await page.EvaluateAsync(
            "document.head.append(Object.assign(document.createElement('script'), { textContent: '1' }))"
        );
        await Eventually.Sees(
            () => Task.FromResult(said),
            it => it.Any(word => word.Contains("Content Security Policy"))
        );
    }
}
