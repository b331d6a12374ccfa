using System.Text.RegularExpressions;

namespace JourneyEngine.IntegrationTests;

/// <summary>What a page of ops/runbooks says to run, as it is written there.</summary>
internal static partial class Runbook
{
    /// <returns>The statements of its blocks of SQL, one by one.</returns>
    public static IReadOnlyList<string> Sql(string page) =>
        [
            .. Block()
                .Matches(Text(page))
                .SelectMany(it => it.Groups[1].Value.Split(';', StringSplitOptions.TrimEntries))
                .Where(it => it.Length > 0),
        ];

    /// <returns>The one statement in its lines that begins so.</returns>
    public static string Statement(string page, string beginning) =>
        Inline()
            .Matches(Text(page))
            .Select(it => it.Groups[1].Value)
            .Distinct()
            .Single(it => it.StartsWith(beginning, StringComparison.Ordinal));

    /// <returns>The settings that it names.</returns>
    public static IReadOnlyList<string> Settings(string page) =>
        [.. Setting().Matches(Text(page)).Select(it => it.Value).Distinct()];

    /// <returns>The cells of the rows of its tables that begin with something in code.</returns>
    public static IEnumerable<string[]> Rows(string page) =>
        Text(page)
            .Split('\n')
            .Where(it => it.StartsWith("| `", StringComparison.Ordinal))
            .Select(it => it.Trim('|', ' ').Split(" | "));

    /// <returns>Its block of nginx's configuration.</returns>
    public static string Nginx(string page) => NginxBlock().Match(Text(page)).Groups[1].Value;

    private static string Text(string page)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "ops", "runbooks")))
            folder = folder.Parent!;
        return File.ReadAllText(Path.Combine(folder.FullName, "ops", "runbooks", page));
    }

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("```nginx\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex NginxBlock();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"\bJOURNEY_[A-Z_]*[A-Z]\b")]
    private static partial Regex Setting();
}
