using System.Diagnostics;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>A script of <c>ops</c>, as an operator runs it.</summary>
internal static class OpsScript
{
    /// <param name="environment">Settings; those of whoever runs the tests are not passed on.</param>
    public static async Task<(int ExitCode, string Said)> Run(
        Dictionary<string, string> environment,
        string script,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(Path.Combine(Root(), "ops", script), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (
            var setting in start
                .Environment.Keys.Where(it => it.StartsWith("JOURNEY_", StringComparison.Ordinal))
                .ToList()
        )
            start.Environment.Remove(setting);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "JourneyEngine.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
