using System.Diagnostics;

namespace JourneyEngine.Benchmarks.Lab;

/// <summary>Processes that the benchmark starts, and ends itself.</summary>
internal static class Child
{
    /// <returns>What the program wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public static async Task<string> Output(
        string program,
        IEnumerable<string> arguments,
        Dictionary<string, string>? environment = null,
        string? folder = null
    )
    {
        using var process = Start(program, arguments, environment, folder);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException(
                $"{program} ended with {process.ExitCode}: {await output}{await errors}"
            );
    }

    public static Process Start(
        string program,
        IEnumerable<string> arguments,
        Dictionary<string, string>? environment = null,
        string? folder = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static async Task Stop(Process process)
    {
        using var _ = Process.Start("/bin/sh", ["-c", $"kill -TERM {process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        process.Dispose();
    }
}
