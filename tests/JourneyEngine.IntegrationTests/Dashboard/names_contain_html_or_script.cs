namespace JourneyEngine.IntegrationTests.Dashboard;

[Collection(DashboardTests.Name)]
public sealed class names_contain_html_or_script(OneDashboard dashboard, Browser browser)
{
    private const string Foreign =
        "main script, main iframe, main img, main math, main b, main [onerror], main [onload], main [onfocus], main "
        + "[onmouseover], main a[href^=javascript]";

    private static readonly string[] Walked =
    [
        .. Looker.Pages.Select(it => it + "?funnel=fair"),
        "/campaigns?funnel=fair&by=landing",
        "/funnel?funnel=fair&by=campaign",
        "/edit/funnel?funnel=fair",
        "/edit/slot?slot=harm",
        .. OneDashboard.Harms.SelectMany(it =>
            new[]
            {
                "/visitor?funnel=fair&id=" + Uri.EscapeDataString(it),
                $"/streams?report=campaigns&figure=atRisk&funnel=fair&row={Uri.EscapeDataString(it)}&row=1",
                "/conversion?funnel=" + Uri.EscapeDataString(it),
                "/decisions?slot=" + Uri.EscapeDataString(it),
            }
        ),
    ];

    [SkippableFact]
    public async Task without_being_run_or_rendered_on_any_page()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "admin");
        looker.Page.Dialog += (_, _) => throw new InvalidOperationException("A script that came by a name ran.");

        foreach (var path in Walked)
        {
            await looker.Open(path);
            (await looker.Page.EvaluateAsync<bool>("window.harm === undefined")).Should().BeTrue(path);
            (await looker.Page.Locator(Foreign).CountAsync()).Should().Be(0, path);
        }
    }

    [SkippableTheory]
    [InlineData("/campaigns?funnel=fair&from=2025-11-03&to=2025-11-03", "campaigns", true)]
    [InlineData("/content?from=2025-11-03&to=2025-11-03", "content table:not(.heat)", false)]
    [InlineData(
        "/streams?report=stages&figure=visitors&row=Came&funnel=fair&from=2025-11-03&to=2025-11-03",
        "streams",
        true
    )]
    public async Task with_every_character_shown_as_it_was_written(string path, string table, bool all)
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "analyst");

        await looker.Open(path);

        var read = (await looker.Rows(table)).SelectMany(it => it).ToHashSet();
        // An id or a campaign has no characters that nobody sees; what was drawn for whom is left to chance.
        var written = all ? OneDashboard.Harms.Select(it => it.TrimStart('\u202e')) : OneDashboard.Harms;
        written.Count(read.Contains).Should().BeInRange(all ? OneDashboard.Harms.Length : 3, OneDashboard.Harms.Length);
    }

    [SkippableFact]
    public async Task in_a_stage_or_in_the_address_and_are_shown_as_text()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address);

        await looker.Open("/stages?funnel=fair");
        (await looker.Rows("stages"))[1]
            [0]
            .Should()
            .Be(OneDashboard.Hostile.Trim('\u202e'), "a name has no characters that nobody sees");
        await looker.Open("/stages?funnel=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E");
        (await looker.Text("#stages .state"))
            .Should()
            .Contain("There is no such funnel or slot")
            .And.Contain("<img src=x onerror=alert(1)>");
    }
}
