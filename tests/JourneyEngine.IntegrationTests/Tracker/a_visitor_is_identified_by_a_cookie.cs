using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Tracker;

[Collection(PrivacyTests.Name)]
public class a_visitor_is_identified_by_a_cookie(EngineFixture engine, Browser browser)
{
    private const string Name = "__Host-journey";

    [SkippableFact]
    public async Task that_scripts_cannot_read_and_a_reload_keeps()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop);
        var first = (await engine.Arrived(site, 1))[0];
        var cookie = (await profile.CookiesAsync()).Single();

        (cookie.Name, cookie.HttpOnly, cookie.Secure, cookie.Path, cookie.SameSite)
            .Should()
            .Be((Name, true, true, "/", SameSiteAttribute.Lax));
        DateTimeOffset
            .FromUnixTimeSeconds((long)cookie.Expires)
            .Should()
            .BeCloseTo(DateTimeOffset.UtcNow.AddDays(395), TimeSpan.FromDays(1));
        cookie.Value.Should().NotContain(first.Visitor);
        (await page.EvaluateAsync<string>("document.cookie")).Should().BeEmpty();

        await page.ReloadAsync();
        (await engine.Arrived(site, 2)).Select(it => it.Visitor).Distinct().Should().ContainSingle();
        (await profile.CookiesAsync()).Single().Value.Should().Be(cookie.Value);
    }

    [SkippableTheory]
    [InlineData(null)]
    [InlineData("forged")]
    public async Task anew_if_it_is_deleted_or_forged_without_losing_a_view(string? value)
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var profile = await browser.Profile();
        var page = await profile.Visit(shop);
        var first = (await engine.Arrived(site, 1))[0];

        await profile.ClearCookiesAsync();
        if (value is not null)
            await profile.AddCookiesAsync([
                new Cookie
                {
                    Name = Name,
                    Value = value,
                    Url = shop.Address.ToString().Replace("http:", "https:"),
                    HttpOnly = true,
                    Secure = true,
                },
            ]);
        await page.ReloadAsync();

        var second = (await engine.Arrived(site, 2))[1];
        second.Visitor.Should().NotBe(first.Visitor).And.MatchRegex("^[0-9a-f]{32}$");
        (await profile.CookiesAsync()).Should().ContainSingle().Which.Value.Should().NotBe(value);
    }

    [SkippableFact]
    public async Task anew_on_another_site()
    {
        var (site, other) = (await engine.NewSite(), await engine.NewSite());
        await using var shop = await Shop.Open(site);
        await using var second = await Shop.Open(other);
        await using var profile = await browser.Profile();

        await profile.Visit(shop);
        var here = (await engine.Arrived(site, 1))[0];
        await profile.Visit(second);

        (await engine.Arrived(other, 1))[0].Visitor.Should().NotBe(here.Visitor);
    }

    [SkippableFact]
    public async Task which_a_page_of_another_origin_can_neither_use_nor_set()
    {
        var site = await engine.NewSite();
        await using var shop = await Shop.Open(site);
        await using var elsewhere = await Shop.Open(await engine.NewSite(), "data-auto=\"false\"");
        await using var profile = await browser.Profile();
        await profile.Visit(shop);
        await engine.Arrived(site, 1);
        var cookie = (await profile.CookiesAsync()).Single().Value;
        var page = await profile.NewPageAsync();
        await page.GotoAsync(
            new Uri(elsewhere.Address, Shop.WithoutPolicy).ToString().Replace("127.0.0.1", "localhost")
        );

        foreach (
            var (method, path, body) in new[]
            {
                (
                    "POST",
                    "v1/batch",
                    $$"""{"writeKey":"{{site.WriteKey}}","batch":[{"type":"page","name":"from elsewhere"}]}"""
                ),
                ("POST", "v1/visitor", $$"""{"writeKey":"{{site.WriteKey}}"}"""),
            }
        )
        {
            await page.EvaluateAsync(
                "([url, method, body]) => fetch(url, { method, body, mode: 'no-cors', credentials: 'include' "
                    + "}).catch(() => {})",
                new[] { shop.Address + path, method, body }
            );
        }

        shop.Requests.Select(it => (it.Path, it.Status)).Should().Contain(("/v1/visitor", 403));
        (await engine.Interactions(site)).Should().ContainSingle();
        (await profile.CookiesAsync(new[] { shop.Address.ToString().Replace("http:", "https:") }))
            .Single()
            .Value.Should()
            .Be(cookie);
    }
}
