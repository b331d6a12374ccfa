using System.Diagnostics;
using System.Globalization;

namespace JourneyEngine.Exam.Engine;

internal static class Signals
{
    /// <summary>Of Linux, whatever its timer does: see proc(5) and sysconf(3).</summary>
    private const double TicksPerSecond = 100;

    public static async Task Send(int process, string signal)
    {
        if (process <= 0)
            return;
        using var kill = Process.Start(
            "/bin/sh",
            ["-c", string.Create(CultureInfo.InvariantCulture, $"kill {signal} {process} 2>/dev/null")]
        );
        await kill.WaitForExitAsync();
    }

    public static IReadOnlyList<int> ChildrenOf(int process) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(it => int.TryParse(Path.GetFileName(it), CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(it => it > 0 && ParentOf(it) == process),
        ];

    /// <returns>Empty where there is no such process.</returns>
    public static string NameOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Time of the processor since it was started, of its own and of its children that ended; nothing where
    /// there is no such process.</summary>
    public static TimeSpan Used(int process) =>
        TimeSpan.FromSeconds(
            StatOf(process).Skip(11).Take(4).Sum(it => double.Parse(it, CultureInfo.InvariantCulture)) / TicksPerSecond
        );

    private static int ParentOf(int process) =>
        StatOf(process) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    /// <returns>What proc(5) lists of a process from its state on; nothing where there is no such process.</returns>
    private static string[] StatOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
