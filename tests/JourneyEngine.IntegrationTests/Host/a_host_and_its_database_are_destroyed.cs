using System.Diagnostics;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>By <c>ops/drill</c>, which runs the commands of the runbooks as they are written and prints a line for each
/// promise of theirs.</summary>
public sealed class a_host_and_its_database_are_destroyed
{
    private const int ProgramMissing = 3;

    [SkippableFact]
    public async Task after_a_backup_from_which_everything_acknowledged_comes_back_as_of_any_moment()
    {
        Skip.If(OperatingSystem.IsWindows(), "ops/drill needs bash.");
        var start = new ProcessStartInfo(
            Path.Combine(Root(), "ops", "drill"),
            ["--short", "--programs", AppContext.BaseDirectory]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var drill = Process.Start(start)!;
        var (output, error) = (drill.StandardOutput.ReadToEndAsync(), drill.StandardError.ReadToEndAsync());
        await drill.WaitForExitAsync();
        var said = (await error).TrimEnd();

        Skip.If(drill.ExitCode == ProgramMissing, said.Split('\n')[^1]);
        drill.ExitCode.Should().Be(0, "all of it holds:\n{0}\n{1}", said, await output);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "JourneyEngine.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
