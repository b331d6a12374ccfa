using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Clients;

/// <summary>A page of another origin than the engine's that loads an SDK and runs a script; it sees what the page asks of
/// the engine.</summary>
internal sealed class SdkPage : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Method, string Path, int Status)> _answers = new();

    private SdkPage(WebApplication app) => _app = app;

    /// <summary>Preflights are the browser's own, and not among them.</summary>
    public IReadOnlyList<(string Method, string Path, int Status)> Answers => [.. _answers];

    public static async Task<SdkPage> Open(IBrowserContext profile, Site site, string sdk, string script)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var shown = new SdkPage(builder.Build());
        shown._app.MapGet("/sdk.js", () => Results.Text(sdk, "text/javascript"));
        shown._app.MapGet("/run.js", () => Results.Text(script, "text/javascript"));
        shown._app.MapGet(
            "/",
            () =>
                Results.Text(
                    """
                    <!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,">
                    <script src="/sdk.js"></script><script src="/run.js"></script>
                    """,
                    "text/html"
                )
        );
        await shown._app.StartAsync();
        var page = await profile.NewPageAsync();
        page.Response += (_, answer) =>
        {
            if (new Uri(answer.Url) is var asked && asked.Port == site.Address.Port)
                shown._answers.Enqueue((answer.Request.Method, asked.AbsolutePath, answer.Status));
        };
        await page.GotoAsync(shown._app.Urls.Single());
        return shown;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
