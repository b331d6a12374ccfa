using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Clients;

/// <summary>The official SDKs from npm, in a real Node.js.</summary>
public sealed class RealClients : IAsyncLifetime
{
    private NodePackages? _packages;

    public async Task InitializeAsync() => _packages = await NodePackages.Install("Clients");

    public Task DisposeAsync()
    {
        _packages!.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Runs a script with the site's address and write key; what it prints last is its answer.</summary>
    public async Task<JsonObject> Run(Site site, string script, string[] arguments, IEnumerable<string>? input = null)
    {
        using var process = _packages!.Run(
            script,
            arguments,
            new() { ["JOURNEY_URL"] = site.Address.ToString().TrimEnd('/'), ["WRITE_KEY"] = site.WriteKey }
        );
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        foreach (var line in input ?? [])
            await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, await error + await output);
        return JsonNode.Parse((await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!.AsObject();
    }
}
