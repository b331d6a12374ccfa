namespace JourneyEngine.Host.Postgres;

/// <summary>Finds PostgreSQL's programs: on the PATH, then where distributions put them, the highest version first.</summary>
internal static class Binaries
{
    private static readonly string[] Places =
    [
        "/usr/lib/postgresql", "/usr/pgsql-*", "/usr/libexec/postgresql*", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql*", "/usr/local/opt/postgresql*",
    ];

    /// <exception cref="PostgresException">None found; the message says what to do.</exception>
    public static string Folder() =>
        Candidates().FirstOrDefault(folder => new[] { "initdb", "pg_ctl", "postgres" }.All(it => File.Exists(Path.Combine(folder, it))))
        ?? throw new PostgresException(
            "PostgreSQL is not installed: install it (Debian: apt-get install postgresql), or set JOURNEY_DB to a server of your own.");

    private static IEnumerable<string> Candidates()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // Distributions link single programs into the PATH; the others stand beside what the link points to.
            var program = new FileInfo(Path.Combine(folder, "postgres"));
            if (program.Exists)
                yield return Path.GetDirectoryName(program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName)!;
        }

        foreach (var place in Places.SelectMany(Matching))
        {
            yield return Path.Combine(place, "bin");
            foreach (var version in Directory.EnumerateDirectories(place).OrderByDescending(VersionOf))
                yield return Path.Combine(version, "bin");
        }
    }

    private static IEnumerable<string> Matching(string place)
    {
        var parent = Path.GetDirectoryName(place)!;
        return Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, Path.GetFileName(place)).OrderDescending() : [];
    }

    private static double VersionOf(string folder) =>
        double.TryParse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0;
}
