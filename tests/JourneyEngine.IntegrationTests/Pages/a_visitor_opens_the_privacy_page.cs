using System.Net.Http.Json;
using JourneyEngine.IntegrationTests.Erasure;
using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Pages;

[Collection(PrivacyTests.Name)]
public class a_visitor_opens_the_privacy_page(EngineFixture engine, Browser browser)
{
    private const string Dana = "dana";

    [SkippableFact]
    public async Task from_a_mail_that_is_read_on_a_page_of_another_site()
    {
        var site = await Prepared();
        await using var profile = await browser.Profile();
        var page = await profile.NewPageAsync();
        await page.GotoAsync($"data:text/html,<a href='{await Reader.Link(site, Dana)}'>your data</a>");

        await page.ClickAsync("a");

        await page.Arrives("**/privacy");
        (await page.Locator("#known li h3").CountAsync()).Should().Be(2, "there were two visits");
    }

    [SkippableTheory]
    [InlineData(
        "en",
        true,
        "Agree: Showing what fits",
        "Say no: Showing what fits",
        "E-mail address",
        "Remove: E-mail address",
        "Forget visit 1",
        "Yes, forget me"
    )]
    [InlineData(
        "en",
        false,
        "Agree: Showing what fits",
        "Say no: Showing what fits",
        "E-mail address",
        "Remove: E-mail address",
        "Forget visit 1",
        "Yes, forget me"
    )]
    [InlineData(
        "he",
        true,
        "הסכמה: התאמה אישית",
        "סירוב: התאמה אישית",
        "כתובת דואר אלקטרוני",
        "הסרה: כתובת דואר אלקטרוני",
        "מחיקת ביקור 1",
        "כן, מחיקת הכול"
    )]
    [InlineData(
        "he",
        false,
        "הסכמה: התאמה אישית",
        "סירוב: התאמה אישית",
        "כתובת דואר אלקטרוני",
        "הסרה: כתובת דואר אלקטרוני",
        "מחיקת ביקור 1",
        "כן, מחיקת הכול"
    )]
    public async Task to_use_every_function_with_or_without_script_in_both_languages(
        string language,
        bool script,
        string agree,
        string refuse,
        string email,
        string remove,
        string forgetVisit,
        string forgetMe
    )
    {
        var site = await Prepared();
        await using var profile = await browser.Profile(
            new()
            {
                JavaScriptEnabled = script,
                Locale = language == "he" ? "he-IL" : "en-GB",
                AcceptDownloads = true,
            }
        );
        var reader = await Reader.Open(profile, site, Dana);
        var page = reader.Page;
        page.Url.Should().EndWith("/privacy", "the link is gone from the address");
        (await page.Locator("html").GetAttributeAsync("lang")).Should().Be(language);
        (await page.Locator("html").GetAttributeAsync("dir")).Should().Be(language == "he" ? "rtl" : "ltr");
        (await page.Locator("#known li h3").CountAsync()).Should().Be(2, "there were two visits");
        (await reader.Text("known"))
            .Should()
            .Contain("<script>alert(1)</script>", "what a page is called is shown as it is called");
        (await reader.Text("shown")).Should().NotContain("dana@");
        await reader.Picture($"page-{language}");

        await reader.Press(agree);
        ((string)(await Consent(site))["mode"]!).Should().Be("personalize");
        await reader.Press(refuse);
        ((string)(await Consent(site))["mode"]!).Should().Be("measure");
        await reader.Press(language == "he" ? "הסכמה: עדכונים" : "Agree: Updates");

        await Tell(page, email, "not an address");
        (await page.Locator("#detail-email-wrong").InnerTextAsync()).Should().NotBeEmpty();
        await reader.Picture($"wrong-{language}");
        await Tell(page, email, "dana@example.org");
        (await page.GetByLabel(email, new() { Exact = true }).InputValueAsync()).Should().Be("dana@example.org");
        await reader.Press(remove);
        (await page.GetByLabel(email, new() { Exact = true }).InputValueAsync()).Should().BeEmpty();

        await reader.Press(forgetVisit);
        (await page.Locator("#known li h3").CountAsync()).Should().Be(1);
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#take a").First.ClickAsync());
        (await File.ReadAllTextAsync((await download.PathAsync())!)).Should().Contain("specversion");

        await page.Locator("#forget a").ClickAsync();
        await reader.Picture($"confirm-{language}");
        await reader.Press(forgetMe);
        (await page.Locator("#certificate").InputValueAsync()).Split('.').Should().HaveCount(3);
        await reader.Picture($"forgotten-{language}");
        (await page.GotoAsync(new Uri(site.Address, "/privacy").ToString()))!.Status.Should().Be(404);
        await reader.Picture($"nobody-{language}");
        reader
            .Violations.Should()
            .BeEquivalentTo(
                reader.Violations.Where(it => it.Contains("404") || it.Contains("422")),
                "nothing else is complained of"
            );
        (await site.Ask($"/v1/visitors/{Dana}")).StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound);
    }

    private static async Task Tell(IPage page, string email, string value)
    {
        await page.GetByLabel(email, new() { Exact = true }).FillAsync(value);
        await page.Locator("form:has(#detail-email) button").ClickAsync();
    }

    private async Task<Site> Prepared()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/notice", Marked.Notice);
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("uniform", "offer-one", "offer-two");
        await site.Accepted(
            Calls.Page(Dana, "blog", Calls.Noon),
            Calls.Page(Dana, "<script>alert(1)</script>", Calls.Noon.AddMinutes(3)),
            Calls.Page(Dana, "projects", Calls.Noon.AddDays(2))
        );
        await site.Hero(Dana);
        return site;
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> Consent(Site site)
    {
        var answer = await site.Send(HttpMethod.Get, $"/v1/privacy/consent?visitor={Dana}", site.AdminKey, null);
        return (await answer.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonObject>())!;
    }
}
