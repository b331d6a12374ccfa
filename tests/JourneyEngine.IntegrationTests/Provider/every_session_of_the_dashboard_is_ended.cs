using System.Diagnostics;
using System.Net;

namespace JourneyEngine.IntegrationTests.Provider;

public sealed class every_session_of_the_dashboard_is_ended : IDisposable
{
    private readonly string _folder = TemporaryFolder.New();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task by_an_operator_as_the_runbook_says()
    {
        await using var provider = await ForgingProvider.Start();
        var port = HostProcess.FreePort();
        Browsing browser;
        await using (await HostProcess.Start(_folder, database: null, port, provider.Settings))
        {
            browser = new Browsing(new Uri($"http://127.0.0.1:{port}"));
            await browser.Arrives((await browser.Sent(provider))["state"]!);
            (await Looks(browser)).Should().Be(HttpStatusCode.OK);
        }

        await using (await HostProcess.Start(_folder, database: null, port, provider.Settings))
            (await Looks(browser)).Should().Be(HttpStatusCode.OK, "a restart alone ends none");
        using (
            var end = Process.Start(
                new ProcessStartInfo("/bin/sh", ["-c", Runbook.Statement("sessions.md", "rm ")])
                {
                    WorkingDirectory = _folder,
                }
            )!
        )
        {
            await end.WaitForExitAsync();
            end.ExitCode.Should().Be(0);
        }

        await using (await HostProcess.Start(_folder, database: null, port, provider.Settings))
        {
            (await Looks(browser)).Should().Be(HttpStatusCode.Found, "it has to sign in again");
            await browser.Arrives((await browser.Sent(provider))["state"]!);
            (await Looks(browser)).Should().Be(HttpStatusCode.OK);
        }

        browser.Dispose();
    }

    private static async Task<HttpStatusCode> Looks(Browsing browser) =>
        (await browser.Get("/dashboard/returns")).StatusCode;
}
