using JourneyEngine.Dashboard.Pages;
using JourneyEngine.IntegrationTests.Pages;
using JourneyEngine.Settings;
using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Dashboard;

/// <summary>Somebody who is signed in and looks at pages, in a browser of their own.</summary>
internal sealed class Looker(IPage page, Uri address)
{
    /// <summary>What a viewer is offered, below the address of the dashboard.</summary>
    public static readonly string[] Pages =
    [
        .. from page in Contents.All where !page.ForAnalysts select page.Path["/dashboard".Length..],
    ];

    private readonly List<string> _complaints = [];

    public IPage Page => page;

    /// <summary>What the browser complained of: breaches of the content policy among it.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<Looker> Enter(IBrowserContext profile, Uri address, string role = "viewer")
    {
        var looker = new Looker(await profile.NewPageAsync(), address);
        looker.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                looker._complaints.Add(message.Text);
        };
        looker.Page.PageError += (_, error) => looker._complaints.Add(error);
        await looker.Page.GotoAsync(new Uri(address, "/dashboard/sign-in?back=/dashboard/conversion").ToString());
        await looker.Page.CheckAsync($"input[value={role}]");
        await looker.Page.ClickAsync("form.stack button");
        await looker.Page.Arrives("**/dashboard/conversion");
        return looker;
    }

    public async Task<IResponse> Open(string path) =>
        (await page.GotoAsync(new Uri(address, "/dashboard" + path).ToString()))!;

    /// <summary>Opens a page and waits until what is interactive in it is so.</summary>
    public async Task OpenAlive(string path, string query)
    {
        await Open(path + query);
        // What is folded anew from the log, a walk through a funnel, is read once.
        if (path != "/funnel")
            await page.Locator(".live").WaitForAsync();
    }

    /// <summary>Keeps what is seen, the whole page long, where ops/screenshots asks for it.</summary>
    public async Task Picture(string name)
    {
        if (SettingsReader.OfEnvironment().Read<TestSettings>().Screenshots is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    /// <summary>The rows of a tile's table as they are written, cell by cell, whether it is unfolded or not.</summary>
    public async Task<string[][]> Rows(string tile)
    {
        var rows = new List<string[]>();
        foreach (var row in await page.Locator($"#{tile} tbody tr").AllAsync())
            rows.Add([.. (await row.Locator("th, td").AllTextContentsAsync()).Select(Plain)]);
        return [.. rows];
    }

    public async Task<string> Text(string selector) => Plain((await page.Locator(selector).First.TextContentAsync())!);

    /// <summary>Without the marks that keep numbers and names from being turned around.</summary>
    private static string Plain(string text) =>
        string.Concat(text.Where(it => it is not ('\u2066' or '\u2068' or '\u2069'))).Trim();
}
