using System.Diagnostics;

namespace JourneyEngine.IntegrationTests.Cli;

/// <summary>The real command line, in a process of its own.</summary>
internal static class JourneyProgram
{
    public static Task<(int ExitCode, string Output, string Error)> Run(
        EngineFixture engine,
        params string[] arguments
    ) => Run(engine.Host.Address, engine.ConnectionString, arguments);

    /// <param name="database">Connection string; commands that only call the engine need none.</param>
    public static Task<(int ExitCode, string Output, string Error)> Run(
        Uri engine,
        string? database,
        params string[] arguments
    ) => Run(engine, database, null, arguments);

    /// <summary>With the data folder of a host, and so with its keys.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunBeside(
        Uri engine,
        string dataFolder,
        params string[] arguments
    ) => Run(engine, null, dataFolder, arguments);

    private static async Task<(int ExitCode, string Output, string Error)> Run(
        Uri engine,
        string? database,
        string? dataFolder,
        string[] arguments
    )
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "journey.dll"), .. arguments]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["JOURNEY_URL"] = engine.ToString().TrimEnd('/');
        start.Environment["JOURNEY_DB"] = database ?? "";
        if (dataFolder is not null)
            start.Environment["JOURNEY_DATA"] = dataFolder;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>A file with a site's keys, as the engine writes it for the site demo.</summary>
    public static async Task<string> Keys(this Site site)
    {
        var file = Path.Combine(TemporaryFolder.New(), "keys.json");
        await File.WriteAllTextAsync(
            file,
            $$"""{"writeKey":"{{site.WriteKey}}","readKey":"{{site.ReadKey}}","adminKey":"{{site.AdminKey}}"}"""
        );
        return file;
    }
}
