using JourneyEngine.Benchmarks.Lab;
using Microsoft.Playwright;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>How long somebody waits in front of the overview: until the greatest part of it is painted, in a real
/// Chromium, each time with nothing kept from before.</summary>
internal static class OpenDashboard
{
    private const double Longest = 1_000;
    private const int Opened = 20;

    /// <remarks>The browser tells of a paint some time after it; what is asked for here waits for that.</remarks>
    private const string Painted = """
        () => new Promise(done => {
          new PerformanceObserver(list => done(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
        })
        """;

    public static async Task Run(Laboratory laboratory, Findings findings)
    {
        await laboratory.Projected();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Program(),
                // The sandbox does not start as root.
                Args = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [],
            }
        );
        var session = await SignIn(browser, laboratory.Address);
        var (waited, events) = (new List<double>(), await laboratory.Number("select count(*) from journey.mt_events"));
        for (var i = 0; i < Opened; i++)
        {
            await using var profile = await browser.NewContextAsync(new() { StorageState = session });
            var page = await profile.NewPageAsync();
            await page.GotoAsync(new Uri(laboratory.Address, "/dashboard").ToString());
            waited.Add(await page.EvaluateAsync<double>(Painted));
        }

        var p95 = waited.Order().ElementAt((int)(0.95 * (waited.Count - 1)));
        findings.Ratios.Add(
            new(
                $"overview of the dashboard painted at {events:N0} events, p95 by the limit",
                $"{Samples.Text(p95)} ms",
                $"{Longest:N0} ms",
                p95 / Longest,
                1,
                0.5,
                LessIsBetter: true
            )
        );
    }

    /// <returns>The cookies of somebody who is in.</returns>
    private static async Task<string> SignIn(IBrowser browser, Uri address)
    {
        await using var profile = await browser.NewContextAsync();
        var page = await profile.NewPageAsync();
        await page.GotoAsync(new Uri(address, "/dashboard/sign-in").ToString());
        await page.ClickAsync("form.stack button");
        await page.WaitForURLAsync("**/dashboard");
        return await profile.StorageStateAsync();
    }

    private static string Program() =>
        (
            from program in new[] { "chromium", "chromium-browser", "google-chrome", "google-chrome-stable" }
            from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            let path = Path.Combine(folder, program)
            where folder.Length > 0 && File.Exists(path)
            select path
        ).First();
}
