using System.Diagnostics;
using System.Globalization;

namespace JourneyEngine.Host.Postgres;

/// <summary>What a server wrote down of itself in <c>postmaster.pid</c>; it may be long dead.</summary>
internal sealed record PostmasterFile(int Process, int Port, string Text)
{
    private const int PortLine = 3;

    /// <returns>Null if no server runs, nor one died without farewell.</returns>
    public static PostmasterFile? Read(Cluster cluster)
    {
        var text = TextOf(In(cluster));
        var lines = text.Split('\n');
        return int.TryParse(lines[0], CultureInfo.InvariantCulture, out var process)
            ? new PostmasterFile(
                process,
                int.TryParse(lines.ElementAtOrDefault(PortLine), CultureInfo.InvariantCulture, out var port) ? port : 0,
                text
            )
            : null;
    }

    /// <summary>Whether the process is the cluster's server; its number may by now be another program's.</summary>
    /// <remarks>A server works in its data folder, so what it holds there is this text even where the folder was moved
    /// meanwhile.</remarks>
    public bool IsServerOf(Cluster cluster) =>
        CommandLine().Contains(cluster.Data, StringComparison.Ordinal)
        || TextOf($"/proc/{Process}/cwd/postmaster.pid") == Text;

    /// <remarks>PostgreSQL and pg_ctl take any live process of this number for the server, and would refuse to
    /// start.</remarks>
    public static void DeleteIfForeign(Cluster cluster)
    {
        if (Read(cluster) is { } file && !file.IsServerOf(cluster))
            File.Delete(In(cluster));
    }

    private static string In(Cluster cluster) => Path.Combine(cluster.Data, "postmaster.pid");

    private string CommandLine()
    {
        if (Directory.Exists("/proc/self"))
            return TextOf($"/proc/{Process}/cmdline");
        var ask = new ProcessStartInfo(
            "ps",
            ["-ww", "-o", "command=", "-p", Process.ToString(CultureInfo.InvariantCulture)]
        )
        {
            RedirectStandardOutput = true,
        };
        using var ps = System.Diagnostics.Process.Start(ask)!;
        return ps.StandardOutput.ReadToEnd();
    }

    private static string TextOf(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
