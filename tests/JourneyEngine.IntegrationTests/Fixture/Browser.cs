using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests;

/// <summary>The system's Chromium, launched when a test first asks for it. Where there is none, what needs it is
/// skipped.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Programs =
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];

    /// <summary>What a browser on a screen says; a headless one's visits would be no visits.</summary>
    private const string UserAgent =
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A fresh profile: no cookies, nothing stored.</summary>
    public async Task<IBrowserContext> Profile(BrowserNewContextOptions? options = null)
    {
        var program = Installed();
        Skip.If(program is null, $"No Chromium: none of {string.Join(", ", Programs)} is on the PATH.");
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = program,
                Headless = true,
                // The sandbox does not start as root.
                Args = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [],
            }
        );
        Assertions.SetDefaultExpectTimeout((float)HostProcess.Patience.TotalMilliseconds);
        options ??= new BrowserNewContextOptions();
        options.UserAgent ??= UserAgent;
        var profile = await _browser.NewContextAsync(options);
        profile.SetDefaultTimeout((float)HostProcess.Patience.TotalMilliseconds);
        return profile;
    }

    private static string? Installed() =>
        (
            from program in Programs
            from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            let path = Path.Combine(folder, program)
            where folder.Length > 0 && File.Exists(path)
            select path
        ).FirstOrDefault();
}
