using System.Net;
using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;

namespace JourneyEngine.IntegrationTests.Dashboard;

[Collection(DashboardTests.Name)]
public sealed class a_configuration_is_edited_on_the_dashboard(OneDashboard dashboard, Browser browser)
{
    private const string Draft =
        """{"stages":[{"name":"Came","when":[{"kind":"page"}]},{"name":"Came back","goal":true,"when":[{"visits":2}]}]}""";

    [SkippableFact]
    public async Task as_json_by_an_admin_who_previews_the_counts_before_saving()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "admin");
        await dashboard.Site.Put(
            "/v1/funnels/edited",
            new
            {
                stages = new object[]
                {
                    new { name = "Came", when = new object[] { new { kind = "page" } } },
                    new { name = "Bought", when = new object[] { new { name = "ticket" } } },
                },
            }
        );

        await looker.Open("/edit/funnel?funnel=edited");
        await looker.Page.ClickAsync("details.text summary");
        JsonNode.Parse(await looker.Page.InputValueAsync("#draft"))!["stages"]!
            .AsArray()
            .Select(it => (string)it!["name"]!)
            .Should()
            .Equal("Came", "Bought");
        await looker.Page.FillAsync("#draft", Draft);
        await looker.Page.ClickAsync("form.draft button");
        await looker.Page.WaitForSelectorAsync("#whatif");

        var asked = await dashboard.Site.Send(
            HttpMethod.Post,
            "/v1/reports/whatif/edited",
            dashboard.Site.ReadKey,
            new StringContent(Draft, System.Text.Encoding.UTF8, "application/json")
        );
        var candidate = JsonNode.Parse(await asked.Content.ReadAsStringAsync())!["candidate"]!;
        (await looker.Text("#whatif .summary"))
            .Should()
            .Contain(((long)candidate["converted"]!).ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        (await looker.Page.RunAxe()).Violations.Should().BeEmpty();
        await looker.Picture("edit-funnel-en-light");

        await looker.Page.ClickAsync("form[action$=save] button");
        await looker.Page.WaitForSelectorAsync(".state[role=status]");
        ((int)(await dashboard.Site.Get("/v1/funnels/edited"))["version"]!).Should().Be(2);
        looker.Complaints.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("en")]
    [InlineData("he")]
    public async Task in_form_fields_instead_of_json_in_english_and_hebrew(string language)
    {
        await using var profile = await browser.Profile(
            new()
            {
                ViewportSize = new() { Width = 1400, Height = 900 },
            }
        );
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "admin");
        var funnel = "fields-" + language;
        await dashboard.Site.Put(
            "/v1/funnels/" + funnel,
            new
            {
                stages = new object[]
                {
                    new
                    {
                        name = "Came",
                        when = new object[]
                        {
                            new { kind = "page", name = new[] { "stand", "home" } },
                            new
                            {
                                kind = "page",
                                pathPrefix = "/fair",
                                count = 2,
                            },
                        },
                    },
                    new
                    {
                        name = "Bought",
                        goal = true,
                        all = new object[] { new { name = "ticket" }, new { visits = 2 } },
                    },
                },
            }
        );
        await looker.Open($"/edit/funnel?funnel={funnel}&lang={language}");
        (await looker.Page.InputValueAsync("[name='names.0.0']")).Should().Be("stand, home");
        (await looker.Page.InputValueAsync("[name='pathPrefix.0.1']")).Should().Be("/fair");
        (await looker.Page.InputValueAsync("[name='demands.1']")).Should().Be("all");

        await looker.Page.FillAsync("[name='stage.2']", "Came back");
        await looker.Page.CheckAsync("[name=goal][value='2']");
        await looker.Page.FillAsync("[name='visits.2.0']", "3");
        await looker.Page.FillAsync("[name='names.0.0']", "stand, home, map");
        await looker.Page.ClickAsync("form.fields > button");
        await looker.Page.WaitForSelectorAsync("#whatif");
        (await looker.Page.RunAxe()).Violations.Should().BeEmpty();
        await looker.Picture($"edit-funnel-fields-{language}-light");
        await looker.Page.ClickAsync("form[action$=save] button");
        await looker.Page.WaitForSelectorAsync(".state[role=status]");

        var stages = (await dashboard.Site.Get("/v1/funnels/" + funnel))["stages"]!.AsArray();
        stages.Select(it => (string)it!["name"]!).Should().Equal("Came", "Bought", "Came back");
        stages.Select(it => (bool)it!["goal"]!).Should().Equal(false, false, true);
        stages[0]!["when"]![0]!["name"]!.AsArray().Select(it => (string)it!).Should().Equal("stand", "home", "map");
        ((int)stages[0]!["when"]![1]!["count"]!, (string)stages[0]!["when"]![1]!["pathPrefix"]!)
            .Should()
            .Be((2, "/fair"));
        stages[1]!["all"]!.AsArray().Should().HaveCount(2);
        ((int)stages[2]!["when"]![0]!["visits"]!).Should().Be(3);
        looker.Complaints.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task by_an_analyst_who_can_preview_but_not_save()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "analyst");

        await looker.Open("/edit/funnel?funnel=never&draft=" + Uri.EscapeDataString(Draft));

        (await looker.Page.Locator("#whatif tbody tr").CountAsync()).Should().BeGreaterThan(0);
        (await looker.Page.Locator("form[action$=save]").CountAsync()).Should().Be(0);
        var forged = await looker.Page.APIRequest.PostAsync(
            new Uri(dashboard.Site.Address, "/dashboard/edit/funnel/save").ToString(),
            new() { Form = looker.Page.APIRequest.CreateFormData().Append("name", "never").Append("draft", Draft) }
        );
        (await dashboard.Site.Ask("/v1/funnels/never"))
            .StatusCode.Should()
            .Be(HttpStatusCode.NotFound, "{0}", forged.Status);
    }

    [SkippableFact]
    public async Task for_a_slot_without_losing_its_holdout_and_outcome()
    {
        await using var profile = await browser.Profile(
            new()
            {
                ViewportSize = new() { Width = 1400, Height = 900 },
            }
        );
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "admin");
        var before = await dashboard.Site.Get("/v1/slots/offer");
        await looker.Open("/edit/slot?slot=offer");

        await looker.Page.FillAsync("[name='content.0.value']", "The guide, in three parts.");
        await looker.Page.FillAsync("[name='content.3.name']", "call");
        await looker.Page.FillAsync("[name='content.3.value']", "Shall we call you?");
        await looker.Page.FillAsync("[name='content.3.from']", "2");
        await looker.Page.ClickAsync("form.fields > button");
        await looker.Page.WaitForSelectorAsync("#estimate");
        (await looker.Page.RunAxe()).Violations.Should().BeEmpty();
        await looker.Picture("edit-slot-en-light");
        await looker.Page.ClickAsync("form[action$=save] button");
        await looker.Page.WaitForSelectorAsync(".state[role=status]");

        var after = await dashboard.Site.Get("/v1/slots/offer");
        ((int)after["version"]!).Should().Be((int)before["version"]! + 1);
        JsonNode.DeepEquals(after["outcome"], before["outcome"]).Should().BeTrue();
        (
            (string)after["contents"]![0]!["value"]!,
            (string)after["contents"]![3]!["name"]!,
            (int)after["contents"]![3]!["fromVisit"]!
        )
            .Should()
            .Be(("The guide, in three parts.", "call", 2));
        ((double)after["holdout"]!).Should().Be((double)before["holdout"]!);
        looker.Complaints.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task with_an_invalid_draft_and_the_error_is_shown()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "analyst");

        await looker.Open(
            "/edit/funnel?funnel=never&draft=" + Uri.EscapeDataString("""{"stages":[{"name":"Only"}]}""")
        );
        (await looker.Text("#whatif [role=alert]")).Should().Contain("2 to 50 stages");
        await looker.Open("/edit/slot?slot=hero&draft=" + Uri.EscapeDataString("""{"policy":"guess"}"""));
        (await looker.Text("#estimate [role=alert]")).Should().Contain("policy");
    }

    [SkippableFact]
    public async Task by_a_viewer_and_access_is_denied()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address);

        await looker.Open("/edit/funnel");

        looker.Page.Url.Should().Contain("/dashboard/sign-in/denied");
        await Eventually.Sees(
            () => Task.FromResult(dashboard.Host.Output),
            it => it.Contains("signed in as viewer was refused /dashboard/edit/funnel", StringComparison.Ordinal)
        );
    }
}
