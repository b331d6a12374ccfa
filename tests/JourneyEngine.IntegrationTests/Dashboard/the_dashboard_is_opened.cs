using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using JourneyEngine.IntegrationTests.Pages;
using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Dashboard;

[Collection(DashboardTests.Name)]
public sealed class the_dashboard_is_opened(OneDashboard dashboard, Browser browser)
{
    private static readonly AxeRunOptions All = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        ResultTypes = [ResultType.Violations],
    };

    private static readonly AxeRunOptions AllButColours = new()
    {
        RunOnly = All.RunOnly,
        Rules = new Dictionary<string, RuleOptions> { ["color-contrast"] = new() { Enabled = false } },
        ResultTypes = [ResultType.Violations],
    };

    private static readonly AxeRunOptions Colours = new()
    {
        RunOnly = new() { Type = "rule", Values = ["color-contrast"] },
        ResultTypes = [ResultType.Violations],
    };

    [SkippableTheory]
    [InlineData("en")]
    [InlineData("he")]
    public async Task on_every_page_without_axe_violations_in_light_and_dark(string language)
    {
        await using var profile = await browser.Profile(
            new()
            {
                ViewportSize = new() { Width = 1400, Height = 900 },
            }
        );
        var looker = await Looker.Enter(profile, dashboard.Site.Address);
        foreach (var path in Looker.Pages)
        {
            var name = $"{(path.Length == 0 ? "overview" : path[1..])}-{language}";
            await looker.OpenAlive(path, $"?funnel=demo&lang={language}&theme=light");
            (await looker.Page.Locator("html").GetAttributeAsync("dir")).Should().Be(language == "he" ? "rtl" : "ltr");
            await looker.Picture(name + "-light");
            await looker.Page.EvaluateAsync("document.documentElement.dataset.theme = 'dark'");
            await looker.Picture(name + "-dark");
            await looker.Page.EvaluateAsync("document.querySelectorAll('details').forEach(it => { it.open = true; })");
            // The themes differ in colours alone, and the languages do not.
            await Accessible(looker, name + " in the dark", language == "en" ? All : AllButColours);
            if (language == "en")
            {
                await looker.Page.EvaluateAsync("document.documentElement.dataset.theme = 'light'");
                await Accessible(looker, name + " in the light", Colours);
            }
        }

        looker.Complaints.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task at_its_overview_which_compares_today_with_earlier_days()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address);
        // All of the hand-made visitors came first on the eleventh of January, after nine.
        async Task<int[]> Sums(string at)
        {
            await looker.Open("?funnel=fair&at=" + at);
            var rows = await looker.Rows("today");
            rows.Should().HaveCount(2).And.AllSatisfy(it => it.Should().HaveCount(5));
            return
            [
                .. Enumerable
                    .Range(1, 4)
                    .Select(column => rows.Sum(it => int.Parse(it[column], CultureInfo.InvariantCulture))),
            ];
        }

        var all = OneDashboard.Known.Count;
        (await Sums("2026-01-18T12:00")).Should().Equal(0, all, 0, 0);
        (await Sums("2026-01-18T09:30"))
            .Should()
            .Equal([0, 0, 0, 0], "the hour in which they came was not over at that time of day");
        (await Sums("2026-01-11T12:00")).Should().Equal(all, 0, 0, 0);
        (await Sums("2026-01-12T01:00")).Should().Equal(0, 0, all, 0);
        (await Sums("2026-01-19T01:00")).Should().Equal(0, 0, 0, all);
    }

    [SkippableFact]
    public async Task with_a_question_that_has_no_answer_and_says_what_to_change()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address);

        await looker.Open("/conversion?funnel=demo&from=yesterday");
        (await looker.Text("#by-visit .state")).Should().Contain("cannot be answered").And.Contain("2026-01-31");

        await looker.Open("/conversion?funnel=demo&from=2031-01-01");
        (await looker.Text("#by-visit .state")).Should().Contain("Nothing to show yet").And.Contain("Widen the days");
    }

    [SkippableFact]
    public async Task on_one_page_that_updates_itself_until_it_is_paused()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address);
        await looker.Open("/returns?from=2026-02-05&to=2026-02-05");
        await looker.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).WaitForAsync();
        (await looker.Text("#visits .state")).Should().Contain("Nothing to show yet");

        await dashboard.Site.Accepted(Calls.Page("late", "stand", new(2026, 2, 5, 9, 0, 0, TimeSpan.Zero)));
        await looker.Page.Locator("#visits details:not(.definition) summary").ClickAsync();
        (await looker.Rows("visits")).Should().BeEquivalentTo([new[] { "1", "1", "100.0%" }]);

        await dashboard.Site.Accepted(Calls.Page("later", "stand", new(2026, 2, 5, 9, 0, 0, TimeSpan.Zero)));
        await Assertions.Expect(looker.Page.Locator("#visits tbody td").First).ToHaveTextAsync("2");
        (await looker.Page.Locator("#visits details:not(.definition)").GetAttributeAsync("open"))
            .Should()
            .NotBeNull("what is unfolded stays unfolded");

        await looker.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await looker.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).WaitForAsync();
        // Longer than a look that is under way.
        await Task.Delay(TimeSpan.FromSeconds(2));
        await dashboard.Site.Accepted(Calls.Page("latest", "stand", new(2026, 2, 5, 9, 0, 0, TimeSpan.Zero)));
        await dashboard.Site.Get("/v1/reports/returns?wait=true");
        await Task.Delay(TimeSpan.FromSeconds(5));
        (await looker.Rows("visits"))[0][1].Should().Be("2");
    }

    [SkippableFact]
    public async Task for_a_past_moment_and_shows_progress_while_it_is_calculated()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address);
        await looker.Open("/conversion?funnel=fair");
        (await looker.Page.Locator("#busy").IsVisibleAsync()).Should().BeFalse();
        await looker.Page.RouteAsync(
            "**/dashboard/conversion?*",
            async route =>
            {
                await Task.Delay(TimeSpan.FromSeconds(3));
                await route.ContinueAsync();
            }
        );

        // Who drives a browser sees nothing of a page that is being left: the page itself notes what it shows.
        await looker.Page.EvaluateAsync(
            """
            const busy = document.getElementById('busy');
            new MutationObserver(() => sessionStorage.setItem('shown', busy.innerText)).observe(busy, { attributes: true, subtree: true, childList: true });
            """
        );
        await looker.Page.FillAsync("[name=at]", "2026-01-18T12:00");
        await looker.Page.EvaluateAsync("document.querySelector('form.ask').requestSubmit()");

        await looker.Page.Arrives("**at=2026-01-18T12*");
        (await looker.Page.EvaluateAsync<string>("sessionStorage.getItem('shown')"))
            .Should()
            .Contain("folded anew")
            .And.MatchRegex(@"[1-9]\d* s");
        await Assertions.Expect(looker.Page.Locator("#busy")).ToBeHiddenAsync();
        (await looker.Text("#by-visit .basis time")).Should().Contain("2026-01-18 12:00");
    }

    private static async Task Accessible(Looker looker, string page, AxeRunOptions rules) =>
        (await looker.Page.RunAxe(rules))
            .Violations.Select(it => $"{page}: {it.Id} at {it.Nodes[0].Html}")
            .Should()
            .BeEmpty();
}
