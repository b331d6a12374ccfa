using System.Diagnostics;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Clients;

/// <summary>The official SDKs from npm, in a real Node.js. Where there is none, what needs them is skipped.</summary>
public sealed class RealClients : IAsyncLifetime
{
    private readonly string _folder = TemporaryFolder.New();
    private string? _missing;

    public async Task InitializeAsync()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Clients")))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        try
        {
            var (code, said) = await Run("npm", ["install", "--omit=optional", "--no-audit", "--no-fund", "--ignore-scripts"], null, []);
            _missing = code == 0 ? null : "npm install failed: " + said;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            _missing = "Node.js and npm are not installed.";
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Runs a script with the site's address and write key; what it prints last is its answer.</summary>
    public async Task<JsonObject> Run(Site site, string script, string[] arguments, IEnumerable<string>? input = null)
    {
        Skip.If(_missing is not null, _missing);
        var (code, said) = await Run("node", [script, .. arguments], site, input ?? []);
        code.Should().Be(0, said);
        return JsonNode.Parse(said.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!.AsObject();
    }

    private async Task<(int Code, string Said)> Run(string program, string[] arguments, Site? site, IEnumerable<string> input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["JOURNEY_URL"] = site?.Address.ToString().TrimEnd('/');
        start.Environment["WRITE_KEY"] = site?.WriteKey;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        foreach (var line in input)
            await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? await output : await error + await output);
    }
}
