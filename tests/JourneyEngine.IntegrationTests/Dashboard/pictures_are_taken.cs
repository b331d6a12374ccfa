using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Dashboard;

/// <summary>For people to look at, by ops/screenshots.</summary>
[Collection(DashboardTests.Name)]
public sealed class pictures_are_taken(OneDashboard dashboard, Browser browser)
{
    private const float Patience = 10_000;

    [SkippableTheory]
    [InlineData("en", "light")]
    [InlineData("en", "dark")]
    [InlineData("he", "light")]
    [InlineData("he", "dark")]
    public async Task of_every_page(string language, string theme)
    {
        var folder = Environment.GetEnvironmentVariable("JOURNEY_SCREENSHOTS");
        Skip.If(string.IsNullOrEmpty(folder), "Nobody asked for pictures: ops/screenshots does.");
        Directory.CreateDirectory(folder);
        await using var profile = await browser.Profile(new() { ViewportSize = new() { Width = 1400, Height = 900 } });
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "admin");
        foreach (var path in Looker.Pages)
        {
            await looker.Open($"{path}?funnel=demo&patient=true&lang={language}&theme={theme}");
            await looker.Page.Locator(".live").WaitForAsync(new() { Timeout = Patience });
            var file = Path.Combine(folder, $"{(path.Length == 0 ? "overview" : path[1..])}-{language}-{theme}.png");
            await looker.Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });
            new FileInfo(file).Length.Should().BeGreaterThan(10_000);
        }
    }
}
