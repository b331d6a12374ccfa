using System.Diagnostics;

namespace JourneyEngine.Host.Postgres;

/// <summary>Runs programs on the cluster's files, never as root: root hands them to another user.</summary>
internal static class Unprivileged
{
    private static readonly string? OwnSession = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    /// <summary>Makes a folder that only the user who runs PostgreSQL can enter.</summary>
    public static async Task Own(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        if (ServerUser.Current is { } user)
            await Give(folder, user);
    }

    /// <summary>Makes a file or folder the user's.</summary>
    public static async Task Give(string path, ServerUser user) =>
        Require("chown", await Start(["chown", $"{user.User}:{user.Group}", path]));

    /// <summary>Whether the user who runs PostgreSQL can reach a folder through all of those above it.</summary>
    public static async Task<bool> CanReach(string folder) =>
        ServerUser.Current is not { } user || (await Start([.. user.Prefix, "test", "-x", folder])).ExitCode == 0;

    /// <exception cref="PostgresException">The program failed; the message has what it said.</exception>
    public static async Task Run(string program, params string[] arguments) =>
        Require(Path.GetFileName(program), await Try(program, arguments));

    /// <returns>The exit code, and what the program said.</returns>
    public static Task<(int ExitCode, string Said)> Try(string program, params string[] arguments) =>
        Start([.. ServerUser.Current?.Prefix ?? [], program, .. arguments]);

    private static void Require(string program, (int ExitCode, string Said) outcome)
    {
        if (outcome.ExitCode != 0)
            throw new PostgresException($"{program} ended with {outcome.ExitCode}: {outcome.Said}");
    }

    private static async Task<(int ExitCode, string Said)> Start(string[] command)
    {
        // A session of its own: Ctrl-C at the terminal ends the host, and the host ends PostgreSQL in order.
        string[] detached = OwnSession is null ? command : [OwnSession, .. command];
        // What is said goes to a file: a server that pg_ctl leaves running would hold a pipe open for ever.
        var said = Path.GetTempFileName();
        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1 </dev/null", "sh", said, .. detached]
        )
        {
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        // A server reads its own environment to a superuser; the vault's keys are nothing for it.
        foreach (
            var ours in start.Environment.Keys.Where(it => it.StartsWith("JOURNEY_", StringComparison.Ordinal)).ToList()
        )
            start.Environment.Remove(ours);
        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            return (process.ExitCode, (await File.ReadAllTextAsync(said)).Trim());
        }
        finally
        {
            File.Delete(said);
        }
    }
}
