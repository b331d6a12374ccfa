using System.Net.Http.Json;

namespace JourneyEngine.IntegrationTests.Pages;

/// <summary>Dana signed in on her phone and on a desk that turns out to be somebody else's.</summary>
[Collection(PrivacyTests.Name)]
public sealed class a_visitor_sees_her_devices(EngineFixture engine, Browser browser)
{
    [SkippableTheory]
    [InlineData("en", "Show this device only", "Show all my devices", "Separate desk from your other devices")]
    [InlineData("he", "הצגת המכשיר הזה בלבד", "הצגת כל המכשירים שלי", "הפרדת desk משאר המכשירים שלכם")]
    public async Task in_her_language_and_separates_what_is_not_hers(
        string language,
        string only,
        string all,
        string separate
    )
    {
        var site = await Signed(vouched: true);
        await using var profile = await browser.Profile(new() { Locale = language == "he" ? "he-IL" : "en-GB" });
        var reader = await Reader.Open(profile, site, "phone");
        (await reader.Page.Locator("#devices li").CountAsync()).Should().Be(3, "two devices and the account");
        (await reader.Page.Locator("#known .timeline > li").CountAsync()).Should().Be(2);
        await reader.Picture($"devices-{language}");

        await reader.Page.GetByText(only).ClickAsync();
        await reader.Page.Arrives("**&device=only");
        (await reader.Page.Locator("#known .timeline > li").CountAsync()).Should().Be(1);
        (await reader.Page.Locator("#known form").CountAsync()).Should().Be(0, "visits are numbered over all devices");
        await reader.Page.GetByText(all).ClickAsync();
        await reader.Press(separate);
        await reader.Page.Arrives("**said=separate*");

        (await reader.Page.Locator("#devices li").CountAsync()).Should().Be(2);
        (await reader.Page.Locator("#known .timeline > li").CountAsync()).Should().Be(1);
        (await reader.Page.Locator(".said").CountAsync()).Should().Be(1);
        ((int)(await site.Get("/v1/visitors/dana"))["visits"]!).Should().Be(1, "the desk is nobody's");
        reader.Violations.Should().BeEmpty();
    }

    /// <summary>Whoever knows her user id can claim to be her.</summary>
    [SkippableFact]
    public async Task only_where_her_site_stands_for_them()
    {
        var site = await Signed(vouched: false);
        await using var profile = await browser.Profile(new());

        var reader = await Reader.Open(profile, site, "phone");

        (await reader.Page.Locator("#devices").CountAsync()).Should().Be(0);
        (await reader.Page.Locator("#known .timeline > li").CountAsync()).Should().Be(1);
    }

    [SkippableFact]
    public async Task before_she_erases_one_of_them()
    {
        var site = await Signed(vouched: true);
        await using var profile = await browser.Profile(new() { Locale = "en-GB" });
        var reader = await Reader.Open(profile, site, "phone");

        await reader.Page.GotoAsync(new Uri(site.Address, "/privacy/forget").ToString());

        (await reader.Page.Locator("main").InnerTextAsync())
            .Should()
            .Contain("2 entries about this device go. Your other devices and your account stay");
        await reader.Picture("forget-one-of-several");
    }

    private async Task<Site> Signed(bool vouched)
    {
        var site = await engine.NewSite();
        var server = (string)(await site.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;
        foreach (var (device, day) in new[] { ("phone", 0), ("desk", 1) })
        {
            var answer = await site.Send(
                HttpMethod.Post,
                "/v1/page",
                vouched ? server : site.WriteKey,
                JsonContent.Create(Calls.Page(device, "home", Calls.Noon.AddDays(day), "dana"))
            );
            answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        }

        return site;
    }
}
