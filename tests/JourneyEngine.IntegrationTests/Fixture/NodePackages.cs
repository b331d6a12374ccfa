using System.Diagnostics;

namespace JourneyEngine.IntegrationTests;

/// <summary>Scripts for Node.js with their packages from npm, in a folder of their own. Where that cannot be, what
/// needs them is skipped.</summary>
internal sealed class NodePackages : IDisposable
{
    private readonly string _folder = TemporaryFolder.New();
    private string? _missing;

    /// <param name="folder">Where the scripts and their package.json lie beside the tests.</param>
    public static async Task<NodePackages> Install(string folder)
    {
        var packages = new NodePackages();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, folder)))
            File.Copy(file, Path.Combine(packages._folder, Path.GetFileName(file)));
        try
        {
            using var npm = packages.Start(
                "npm",
                ["install", "--omit=optional", "--no-audit", "--no-fund", "--ignore-scripts"],
                []
            );
            var (said, wrong) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
            await npm.WaitForExitAsync();
            packages._missing = npm.ExitCode == 0 ? null : $"npm install failed: {await wrong}{await said}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            packages._missing = "Node.js and npm are not installed.";
        }

        return packages;
    }

    /// <returns>Node.js at work, for the caller to wait for or to end.</returns>
    public Process Run(string script, string[] arguments, Dictionary<string, string?> environment)
    {
        Skip.If(_missing is not null, _missing);
        return Start("node", [script, .. arguments], environment);
    }

    /// <returns>The text of a file of a package, for a page to load.</returns>
    public Task<string> Read(string file)
    {
        Skip.If(_missing is not null, _missing);
        return File.ReadAllTextAsync(Path.Combine(_folder, "node_modules", file));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Process Start(string program, string[] arguments, Dictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
