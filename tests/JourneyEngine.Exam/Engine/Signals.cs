using System.Diagnostics;
using System.Globalization;

namespace JourneyEngine.Exam.Engine;

internal static class Signals
{
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

    private static int ParentOf(int process)
    {
        try
        {
            return int.Parse(
                File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ')[1],
                CultureInfo.InvariantCulture
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
