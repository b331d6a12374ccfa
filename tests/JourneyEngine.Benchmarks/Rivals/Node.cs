using System.Diagnostics;
using System.Text.Json.Nodes;
using JourneyEngine.Benchmarks.Lab;

namespace JourneyEngine.Benchmarks.Rivals;

/// <summary>The rivals from npm; each prints one line of JSON.</summary>
internal sealed class Node(string serverUri)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Rivals");

    public static Task Install() =>
        Directory.Exists(Path.Combine(Folder, "node_modules"))
            ? Task.CompletedTask
            : Child.Output(
                "npm",
                ["ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"],
                folder: Folder
            );

    /// <returns>Events (or evaluations) a second.</returns>
    public async Task<double> Rate(string rival, params string[] arguments)
    {
        var said = await Child.Output("node", [$"{rival}.mjs", .. arguments], Environment(), Folder);
        var result = Result(said);
        return (double)(result["events"] ?? result["evaluations"])! / (double)result["seconds"]!;
    }

    /// <returns>The process that serves, where, and the header that it wants.</returns>
    public async Task<(Process Process, Uri Url, string Authorization)> Serve(string rival)
    {
        // Below the ports that outgoing connections take.
        var process = Child.Start("node", [$"{rival}.mjs", "--port", "24242"], Environment(), Folder);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) is { } line)
        {
            if (line.StartsWith('{') && JsonNode.Parse(line) is { } said && said["url"] is not null)
                return (process, new Uri((string)said["url"]!), (string)said["authorization"]!);
        }

        throw new InvalidOperationException($"{rival} does not serve.");
    }

    private Dictionary<string, string> Environment() => new() { ["RIVAL_DB"] = serverUri };

    private static JsonNode Result(string said) => JsonNode.Parse(said.Split('\n').Last(line => line.StartsWith('{')))!;
}
