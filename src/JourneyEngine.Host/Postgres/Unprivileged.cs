using System.Diagnostics;
using System.Runtime.InteropServices;

namespace JourneyEngine.Host.Postgres;

/// <summary>Runs PostgreSQL's programs, never as root: root hands them to another user.</summary>
internal static partial class Unprivileged
{
    private static readonly string[] Users = ["postgres", "nobody"];

    private static bool IsRoot => !OperatingSystem.IsWindows() && EffectiveUser() == 0;

    /// <summary>Makes a folder that only the user who runs PostgreSQL can enter.</summary>
    public static async Task Own(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (IsRoot)
            await Run("chown", ["-R", await User(cancellation), folder], asRoot: true, cancellation);
    }

    /// <summary>Whether the user who runs PostgreSQL can reach a folder through all of those above it.</summary>
    public static async Task<bool> CanReach(string folder, CancellationToken cancellation) =>
        !IsRoot || (await Start("test", ["-x", folder], asRoot: false, cancellation)).ExitCode == 0;

    /// <exception cref="PostgresException">The program failed; the message has what it said.</exception>
    public static Task Run(string program, string[] arguments, CancellationToken cancellation) => Run(program, arguments, asRoot: false, cancellation);

    /// <returns>The exit code, and what the program said.</returns>
    public static Task<(int ExitCode, string Said)> Try(string program, string[] arguments, CancellationToken cancellation) =>
        Start(program, arguments, asRoot: false, cancellation);

    private static async Task Run(string program, string[] arguments, bool asRoot, CancellationToken cancellation)
    {
        var (exitCode, said) = await Start(program, arguments, asRoot, cancellation);
        if (exitCode != 0)
            throw new PostgresException($"{Path.GetFileName(program)} ended with {exitCode}: {said}");
    }

    private static async Task<(int ExitCode, string Said)> Start(string program, string[] arguments, bool asRoot, CancellationToken cancellation)
    {
        string[] command = IsRoot && !asRoot
            ? ["setpriv", $"--reuid={await User(cancellation)}", "--init-groups", "--", program, .. arguments]
            : [program, .. arguments];
        // A session of its own: Ctrl-C at the terminal ends the host, and the host ends PostgreSQL in order.
        // What is said goes to a file: a server that pg_ctl leaves running would hold a pipe open for ever.
        var said = Path.GetTempFileName();
        var start = new ProcessStartInfo("/bin/sh", ["-c", "out=$1; shift; exec setsid --wait \"$@\" >\"$out\" 2>&1", "sh", said, .. command])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
        };
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, (await File.ReadAllTextAsync(said, cancellation)).Trim());
        }
        finally
        {
            File.Delete(said);
        }
    }

    private static async Task<string> User(CancellationToken cancellation)
    {
        var known = (await File.ReadAllLinesAsync("/etc/passwd", cancellation)).Select(line => line.Split(':')[0]).ToHashSet();
        return Users.FirstOrDefault(known.Contains) ?? throw new PostgresException(
            "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' to run it. Start the engine as an ordinary user.");
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
