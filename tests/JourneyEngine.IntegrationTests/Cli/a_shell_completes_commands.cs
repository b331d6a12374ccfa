using System.Diagnostics;

namespace JourneyEngine.IntegrationTests.Cli;

[Collection(EngineTests.Name)]
public sealed class a_shell_completes_commands(EngineFixture engine)
{
    [SkippableTheory]
    [InlineData("journey str", "stream")]
    [InlineData("journey stream sh", "show")]
    [InlineData("journey export --wh", "--what")]
    [InlineData("journey decisions estimate x.csv --estimator sn", "snips")]
    public async Task at_the_tab_key_of_bash(string typed, string completed)
    {
        Skip.IfNot(File.Exists("/bin/bash"), "There is no bash.");
        var script = (await JourneyProgram.Run(engine, "completion", "bash")).Output;
        var program = Path.Combine(AppContext.BaseDirectory, "journey.dll");

        var said = await Said(
            "/bin/bash",
            $$"""
            {{script}}
            journey() { dotnet '{{program}}' "$@"; }
            COMP_LINE='{{typed}}' COMP_POINT={{typed.Length}} COMP_WORDS=({{typed}}) COMP_CWORD={{typed.Split(
                ' '
            ).Length - 1}}
            _journey
            printf '%s\n' "${COMPREPLY[@]}"
            """
        );

        said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().Equal(completed);
    }

    [Theory]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task of_another_kind_by_a_script_that_it_can_read(string shell)
    {
        var (code, script, _) = await JourneyProgram.Run(engine, "completion", shell);

        (code, script.Contains("[suggest:")).Should().Be((0, true));
        if (File.Exists("/usr/bin/" + shell) || File.Exists("/bin/" + shell))
            (await Said(shell, script, "-n")).Should().BeEmpty();
    }

    private static async Task<string> Said(string shell, string script, params string[] options)
    {
        var file = Path.Combine(TemporaryFolder.New(), "script");
        await File.WriteAllTextAsync(file, script);
        using var process = Process.Start(
            new ProcessStartInfo(shell, [.. options, file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, await error);
        return await output;
    }
}
