using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Pages;

/// <summary>Waiting for the page that a click leads to.</summary>
internal static class Arriving
{
    /// <summary>Until it is there and loaded.</summary>
    /// <remarks>Not by <c>WaitForURLAsync</c>: a load that ends between its look and its waiting is never told.</remarks>
    /// <param name="glob">Of its address: ** is any text, * any without a slash.</param>
    public static async Task Arrives(this IPage page, string glob)
    {
        var address = Regex.Escape(glob).Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"^{address}$"), new() { Timeout = 120_000 });
        while (await page.EvaluateAsync<string>("document.readyState") != "complete")
            await Task.Delay(20);
    }
}
