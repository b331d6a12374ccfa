using System.Net;
using Deque.AxeCore.Playwright;

namespace JourneyEngine.IntegrationTests.Dashboard;

[Collection(DashboardTests.Name)]
public sealed class a_figure_is_traced_on_the_dashboard(OneDashboard dashboard, Browser browser)
{
    private const string January = "funnel=" + OneDashboard.HandMade + "&from=2026-01-01&to=2026-01-31";
    private const string Second = "/streams?report=conversion-by-visit&figure=converted&row=2&" + January;

    private static readonly string[] ConvertedSecond =
    [
        .. OneDashboard
            .Known.Select((it, number) => (it.Converted, Name: "known-" + number))
            .Where(it => it.Converted == 2)
            .Select(it => it.Name)
            .Order(StringComparer.Ordinal),
    ];

    [SkippableTheory]
    [InlineData("en")]
    [InlineData("he")]
    public async Task by_an_analyst_to_the_visitors_it_counts_and_their_journeys(string language)
    {
        await using var profile = await browser.Profile(new() { AcceptDownloads = true });
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "analyst");
        await looker.Open($"/conversion?{January}&lang={language}");
        await looker.Page.Locator("#by-visit details:not(.definition) summary").ClickAsync();

        await looker.Page.Locator("#by-visit tbody tr:nth-child(2) a.behind").Nth(2).ClickAsync();
        await looker.Page.WaitForSelectorAsync("#streams tbody");

        (await looker.Rows("streams")).Select(it => it[0]).Should().Equal(ConvertedSecond);
        (await looker.Text("#streams .summary")).Should().Contain($"{ConvertedSecond.Length}");
        (await looker.Page.RunAxe()).Violations.Should().BeEmpty();
        await looker.Picture($"streams-{language}-light");
        var download = await looker.Page.RunAndWaitForDownloadAsync(() =>
            looker.Page.ClickAsync("#streams a[download]")
        );
        (await File.ReadAllLinesAsync((await download.PathAsync())!)).Should().Equal(["visitor", .. ConvertedSecond]);
        await looker.Page.ClickAsync("#streams tbody a");
        await looker.Page.WaitForSelectorAsync("#stream tbody");
        (await looker.Text("h1 bdi")).Should().Be(ConvertedSecond[0]);
        (await looker.Rows("stream"))
            .Select(it => $"{it[1]} {it[2]}")
            .Take(3)
            .Should()
            .Equal("page stand", "page stand", "page ticket");
        (await looker.Page.RunAxe()).Violations.Should().BeEmpty();
        await looker.Picture($"visitor-{language}-light");
        looker.Complaints.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("en", "This is the first visit.")]
    [InlineData("he", "זה הביקור הראשון.")]
    public async Task to_a_visitor_whose_content_decision_is_explained(string language, string visit)
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "analyst");

        await looker.Open($"/visitor?id={Uri.EscapeDataString(OneDashboard.Harms[1])}&lang={language}");

        var decided = (await looker.Rows("decided")).Should().ContainSingle().Which;
        decided[1].Should().Be("harm");
        OneDashboard.Harms.Should().Contain(decided[2]);
        decided[3].Should().Contain(visit).And.Contain(decided[2]).And.Contain("%", "it was drawn");
        (await looker.Page.RunAxe()).Violations.Should().BeEmpty();
        await looker.Picture($"visitor-decided-{language}-light");
        await looker.Open($"/visitor?id=known-1&lang={language}");
        (await looker.Page.Locator("#decided .state").CountAsync())
            .Should()
            .Be(1, "nothing was decided about this one");
    }

    [SkippableFact]
    public async Task by_a_viewer_and_access_is_denied()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address);
        await looker.Open("/conversion?" + January);

        (await looker.Page.Locator("a.behind").CountAsync()).Should().Be(0);
        await looker.Open(Second);
        looker.Page.Url.Should().Contain("/dashboard/sign-in/denied");
        await looker.Open("/visitor?id=known-1");
        looker.Page.Url.Should().Contain("/dashboard/sign-in/denied");
        var file = await looker.Page.APIRequest.GetAsync(
            new Uri(
                dashboard.Site.Address,
                "/dashboard/csv/conversion-by-visit?figure=converted&row=2&" + January
            ).ToString()
        );
        file.Status.Should().Be((int)HttpStatusCode.Forbidden);
    }

    [SkippableFact]
    public async Task with_an_unknown_report_figure_or_visitor_and_an_error_is_shown()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "analyst");

        await looker.Open("/streams?report=../visitors/known-1&figure=x");
        (await looker.Text("#streams .state")).Should().Contain("does not have this report");
        await looker.Open("/streams?report=stages&figure=share&row=Came&" + January);
        (await looker.Text("#streams .state")).Should().Contain("Those are: visitors");
        await looker.Open("/visitor?id=..%2F..%2Fnobody");
        (await looker.Text("#standing .state")).Should().Contain("knows no such visitor");
    }
}
