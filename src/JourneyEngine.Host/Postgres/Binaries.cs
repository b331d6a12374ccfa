using System.Diagnostics;
using System.Globalization;

namespace JourneyEngine.Host.Postgres;

/// <summary>PostgreSQL's programs: on the PATH, then where distributions put them, the highest version first.</summary>
internal sealed record Binaries(string Folder)
{
    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    private static readonly string[] Places =
    [
        "/usr/lib/postgresql",
        "/usr/pgsql-*",
        "/usr/libexec/postgresql*",
        "/usr/local/pgsql",
        "/opt/homebrew/opt/postgresql*",
        "/usr/local/opt/postgresql*",
    ];

    public string this[string program] => Path.Combine(Folder, program);

    /// <param name="version">The major version that made the cluster; null where there is none yet.</param>
    /// <exception cref="PostgresException">None found, or none of this version; the message says what to
    /// do.</exception>
    public static Binaries Find(int? version)
    {
        var found = Candidates().Where(Complete).Distinct().Select(it => new Binaries(it)).ToList();
        if (found.Count == 0)
        {
            throw new PostgresException(
                "PostgreSQL is not installed: install it (Debian: apt-get install postgresql), or set JOURNEY_DB to a "
                    + "server of your own."
            );
        }

        if (version is null)
            return found[0];
        return found.FirstOrDefault(it => it.MajorVersion() == version)
            ?? throw new PostgresException(
                $"The data folder was made by PostgreSQL {version}, which is no longer installed: install that "
                    + "version again beside the one there is."
            );
    }

    private static bool Complete(string folder) => Programs.All(it => File.Exists(Path.Combine(folder, it)));

    private static IEnumerable<string> Candidates()
    {
        foreach (
            var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
                Path.PathSeparator,
                StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            // Distributions link single programs into the PATH; the others stand beside what the link points to.
            foreach (
                var program in Programs.Select(it => new FileInfo(Path.Combine(folder, it))).Where(it => it.Exists)
            )
                yield return Path.GetDirectoryName(
                    program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName
                )!;
        }

        foreach (var place in Places.SelectMany(Matching))
        {
            foreach (var folder in Directory.EnumerateDirectories(place).OrderByDescending(VersionOf).Prepend(place))
                yield return Path.Combine(folder, "bin");
        }

        if (Said("pg_config", "--bindir") is { Length: > 0 } configured)
            yield return configured;
    }

    private static IEnumerable<string> Matching(string place)
    {
        var parent = Path.GetDirectoryName(place)!;
        return Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, Path.GetFileName(place)).OrderByDescending(VersionOf)
            : [];
    }

    private static double VersionOf(string folder)
    {
        var name = Path.GetFileName(folder);
        return double.TryParse(
            name[(name.LastIndexOfAny(['-', '@', 'l']) + 1)..],
            CultureInfo.InvariantCulture,
            out var version
        )
            ? version
            : 0;
    }

    /// <remarks>Such as <c>postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)</c>.</remarks>
    private int? MajorVersion()
    {
        var digits = (Said(this["postgres"], "--version") ?? "")
            .SkipWhile(it => !char.IsAsciiDigit(it))
            .TakeWhile(char.IsAsciiDigit);
        return int.TryParse(string.Concat(digits), CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    private static string? Said(string program, string argument)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, RedirectStandardError = true }
            );
            return process?.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
