using System.Diagnostics;
using JourneyEngine.Tests;

namespace JourneyEngine.IntegrationTests.Host;

public sealed class the_host_is_stopped_while_it_starts : IDisposable
{
    private readonly string _folder = TemporaryFolder.New();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>From before PostgreSQL starts until after the web server listens.</summary>
    [Fact]
    public async Task without_leaving_postgresql_running()
    {
        await (await Embedded.Start(_folder)).StopAsync();
        for (var patience = 250; patience <= 2_500; patience += Cases.Of(all: 250, few: 500))
        {
            var start = new ProcessStartInfo("dotnet", [typeof(JourneyEngine.Host.JourneyHost).Assembly.Location])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["JOURNEY_URL"] = $"http://127.0.0.1:{HostProcess.FreePort()}";
            start.Environment["JOURNEY_DATA"] = _folder;
            start.Environment["JOURNEY_DB"] = "";
            using var host = Process.Start(start)!;
            var said = Task.WhenAll(host.StandardOutput.ReadToEndAsync(), host.StandardError.ReadToEndAsync());
            await Task.Delay(patience);
            await Embedded.Signal(host.Id, "-TERM");
            await host.WaitForExitAsync().WaitAsync(HostProcess.Patience);

            File.Exists(Embedded.PidFile(_folder))
                .Should()
                .BeFalse("it was asked to stop after {0} ms, and said {1}", patience, string.Join('\n', await said));
        }
    }
}
