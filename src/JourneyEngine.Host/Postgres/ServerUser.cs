using System.Globalization;

namespace JourneyEngine.Host.Postgres;

/// <summary>Who runs PostgreSQL where the host runs as root, which PostgreSQL refuses to do.</summary>
internal sealed record ServerUser(string Name, int User, int Group)
{
    private static readonly string[] Preferred = ["postgres", "nobody"];

    /// <summary>Null where the host is not root: then PostgreSQL runs as the host does.</summary>
    public static ServerUser? Current { get; } =
        !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess ? Find() : null;

    /// <summary>What goes before a command for it to run as this user, in none of root's groups.</summary>
    public string[] Prefix =>
        Has("setpriv") ? ["setpriv", $"--reuid={User}", $"--regid={Group}", "--clear-groups", "--"]
        : Has("runuser") ? ["runuser", "-u", Name, "--"]
        : ["su", "-s", "/bin/sh", Name, "-c", "exec \"$0\" \"$@\""];

    /// <remarks>BusyBox has programs of these names that do less.</remarks>
    private static bool Has(string program) =>
        new[] { "/usr/bin", "/bin", "/usr/sbin", "/sbin" }
            .Select(it => new FileInfo(Path.Combine(it, program)))
            .Any(it => it.Exists && it.ResolveLinkTarget(returnFinalTarget: true)?.Name != "busybox");

    private static ServerUser Find()
    {
        var known = File.ReadLines("/etc/passwd")
            .Select(it => it.Split(':'))
            .Where(it => it.Length > 3)
            .ToLookup(it => it[0]);
        var entry =
            Preferred.SelectMany(it => known[it]).FirstOrDefault()
            ?? throw new PostgresException(
                "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' to run it: start the "
                    + "engine as an ordinary user, or set JOURNEY_DB."
            );
        return new ServerUser(
            entry[0],
            int.Parse(entry[2], CultureInfo.InvariantCulture),
            int.Parse(entry[3], CultureInfo.InvariantCulture)
        );
    }
}
