using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Pages;

/// <summary>A visitor who followed a link to their own page, in a browser of their own.</summary>
internal sealed class Reader(IPage page, string link)
{
    private readonly List<string> _violations = [];

    public IPage Page => page;

    /// <summary>What the browser complained of.</summary>
    public IReadOnlyList<string> Violations => _violations;

    public static async Task<Reader> Open(IBrowserContext profile, Site site, string visitor)
    {
        var reader = new Reader(await profile.NewPageAsync(), await Link(site, visitor));
        reader.Page.Console += (_, message) => reader._violations.Add(message.Text);
        await reader.Page.GotoAsync(reader.Url);
        return reader;
    }

    public string Url => link;

    public static async Task<string> Link(Site site, string visitor, int seconds = 900)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/v1/privacy/links",
            site.AdminKey,
            JsonContent.Create(new { visitor, seconds })
        );
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["url"]!;
    }

    /// <summary>Keeps what is seen as a picture beside the tests, the whole page long.</summary>
    public async Task Picture(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots"));
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.ScreenshotAsync(
                new()
                {
                    Path = Path.Combine(folder.FullName, $"{name}-{scheme}.png".ToLowerInvariant()),
                    FullPage = true,
                }
            );
        }
    }

    public Task Press(string name, bool exact = true) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact }).First.ClickAsync();

    public async Task<string> Text(string part) => await page.Locator("#" + part).InnerTextAsync();
}
