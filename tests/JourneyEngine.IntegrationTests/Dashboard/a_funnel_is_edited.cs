using System.Net;
using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;

namespace JourneyEngine.IntegrationTests.Dashboard;

[Collection(DashboardTests.Name)]
public sealed class a_funnel_is_edited(OneDashboard dashboard, Browser browser)
{
    private const string Draft = """{"stages":[{"name":"Came","when":[{"kind":"page"}]},{"name":"Came back","goal":true,"when":[{"visits":2}]}]}""";

    [SkippableFact]
    public async Task by_an_admin_who_sees_before_what_the_past_would_have_been()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "admin");
        await dashboard.Site.Put("/v1/funnels/edited", new { stages = new object[] { new { name = "Came", when = new object[] { new { kind = "page" } } }, new { name = "Bought", when = new object[] { new { name = "ticket" } } } } });

        await looker.Open("/edit/funnel?funnel=edited");
        JsonNode.Parse(await looker.Page.InputValueAsync("#draft"))!["stages"]!.AsArray().Select(it => (string)it!["name"]!).Should().Equal("Came", "Bought");
        await looker.Page.FillAsync("#draft", Draft);
        await looker.Page.ClickAsync("form.draft button");
        await looker.Page.WaitForSelectorAsync("#whatif");

        var asked = await dashboard.Site.Send(HttpMethod.Post, "/v1/reports/whatif/edited", dashboard.Site.ReadKey, new StringContent(Draft, System.Text.Encoding.UTF8, "application/json"));
        var candidate = JsonNode.Parse(await asked.Content.ReadAsStringAsync())!["candidate"]!;
        (await looker.Text("#whatif .summary")).Should().Contain(((long)candidate["converted"]!).ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        (await looker.Page.RunAxe()).Violations.Should().BeEmpty();
        await looker.Picture("edit-funnel-en-light");

        await looker.Page.ClickAsync("form[action$=save] button");
        await looker.Page.WaitForSelectorAsync("[role=status]");
        ((int)(await dashboard.Site.Get("/v1/funnels/edited"))["version"]!).Should().Be(2);
        looker.Complaints.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task by_an_analyst_who_may_ask_and_not_save()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "analyst");

        await looker.Open("/edit/funnel?funnel=never&draft=" + Uri.EscapeDataString(Draft));

        (await looker.Page.Locator("#whatif tbody tr").CountAsync()).Should().BeGreaterThan(0);
        (await looker.Page.Locator("form[action$=save]").CountAsync()).Should().Be(0);
        var forged = await looker.Page.APIRequest.PostAsync(new Uri(dashboard.Site.Address, "/dashboard/edit/funnel/save").ToString(), new() { Form = looker.Page.APIRequest.CreateFormData().Append("name", "never").Append("draft", Draft) });
        (await dashboard.Site.Ask("/v1/funnels/never")).StatusCode.Should().Be(HttpStatusCode.NotFound, "{0}", forged.Status);
    }

    [SkippableFact]
    public async Task and_what_is_wrong_is_said()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "analyst");

        await looker.Open("/edit/funnel?funnel=never&draft=" + Uri.EscapeDataString("""{"stages":[{"name":"Only"}]}"""));
        (await looker.Text("#whatif [role=alert]")).Should().Contain("2 to 50 stages");
        await looker.Open("/edit/slot?slot=hero&draft=" + Uri.EscapeDataString("""{"policy":"guess"}"""));
        (await looker.Text("#estimate [role=alert]")).Should().Contain("policy");
    }

    [SkippableFact]
    public async Task by_no_viewer()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address);

        await looker.Open("/edit/funnel");

        looker.Page.Url.Should().Contain("/dashboard/sign-in/denied");
    }
}
