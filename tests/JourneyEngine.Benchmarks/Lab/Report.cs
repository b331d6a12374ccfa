using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using JourneyEngine.Benchmarks.Experiments;
using Spectre.Console;

namespace JourneyEngine.Benchmarks.Lab;

/// <summary>The result of a run: on the screen, and as a page to keep.</summary>
internal static class Report
{
    private const int WidePage = 200;

    public static void Show(Findings findings)
    {
        var table = new Table()
            .RoundedBorder()
            .AddColumns("", "ours", "against", "ratio", "at least", "aim", "reached");
        foreach (var it in findings.Ratios)
        {
            var sign = it.LessIsBetter ? "<= " : "";
            table.AddRow(
                Escaped(it.What),
                Escaped(it.Ours),
                Escaped(it.Other),
                $"[bold]{Samples.Text(it.Value)}[/]",
                sign + Limit(it.AtLeast),
                sign + Limit(it.Aim),
                it.Reached switch
                {
                    "aim" => "[green]aim[/]",
                    "yes" => "[green]yes[/]",
                    _ => "[red]no[/]",
                }
            );
        }

        // In a file, a row is a line.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidePage;
        AnsiConsole.Write(table);
        foreach (var figure in findings.Figures)
            AnsiConsole.MarkupLineInterpolated($"{figure.What}: {figure.Value}");
    }

    public static string Page(Findings findings, Plan plan, string server, DateTimeOffset at, TimeSpan took)
    {
        var page = new StringBuilder();
        page.AppendLine(CultureInfo.InvariantCulture, $"# Benchmarks of {at:yyyy-MM-dd}\n");
        page.AppendLine(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({Processor()}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:N0} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {server}."
        );
        page.AppendLine(
            CultureInfo.InvariantCulture,
            $"Load generator, engine, rivals and PostgreSQL share the "
                + $"cores. {plan.Rounds} rounds "
                + $"of {plan.Seconds} s in turn (A B A B); median (lowest to "
                + $"highest). {took.TotalMinutes:N0} minutes in all. Figures are worth something as ratios within the "
                + $"run only.\n"
        );
        page.AppendLine("| | ours | against | ratio | at least | aim | reached |\n|---|---|---|---|---|---|---|");
        foreach (var it in findings.Ratios)
        {
            var sign = it.LessIsBetter ? "≤ " : "";
            page.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {it.What} | {it.Ours} | {it.Other} | "
                    + $"**{Samples.Text(it.Value)}** "
                    + $"| {sign}{Limit(it.AtLeast)} | {sign}{Limit(it.Aim)} | {it.Reached} |"
            );
        }

        page.AppendLine("\n| for the record | |\n|---|---|");
        foreach (var figure in findings.Figures)
            page.AppendLine(CultureInfo.InvariantCulture, $"| {figure.What} | {figure.Value} |");
        return page.ToString();
    }

    private static string Escaped(string text) => Markup.Escape(text);

    private static string Limit(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':')[1]
                .Trim()
                ?? "unknown"
            : RuntimeInformation.ProcessArchitecture.ToString();
}
