using System.Globalization;
using JourneyEngine.Decisions.OffPolicy;
using JourneyEngine.Personalization.OffPolicy;
using Spectre.Console;

namespace JourneyEngine.Cli.Replay;

/// <summary>What a policy would have earned, as a table.</summary>
internal static class ShowPolicyValue
{
    public static void Show(PolicyValue value)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .Title(Markup.Escape($"{value.Slot} with policy {value.Policy}: {value.Unit}"))
            .AddColumn("")
            .AddColumns([
                .. new[] { "decisions", "it was", "would be", "low", "high", "worth" }.Select(it =>
                    new TableColumn(it).RightAligned()
                ),
            ]);
        Row(table, "all", value.Logged, value.Estimate);
        foreach (var part in value.ByStage)
            Row(table, "stage " + part.Of, part.Logged, part.Estimate);
        foreach (var part in value.ByVisit)
            Row(
                table,
                "visit "
                    + part.Of
                    + (
                        part.Of is "4" ? " to 6"
                        : part.Of is "7" ? " and more"
                        : ""
                    ),
                part.Logged,
                part.Estimate
            );
        AnsiConsole.Write(table);
        foreach (var warning in value.Estimate.Warnings)
            AnsiConsole.MarkupLineInterpolated($"[yellow]{warning}[/]");
        AnsiConsole.MarkupLineInterpolated(
            $"Estimator {value.Estimate.Estimator.ToString().ToLowerInvariant()}, seed {value.Seed}. low and high: 95 % bootstrap interval. worth: how many decisions of its own the log is worth to this policy (effective sample size)."
        );
        if (value.LeftOut > 0)
            AnsiConsole.MarkupLineInterpolated(
                $"{value.LeftOut:N0} decisions are left out: about the holdout, about who refuses to be learned from, or of streams of which something was forgotten."
            );
    }

    /// <param name="grouped">Whether the interval was drawn over groups of visitors.</param>
    public static void Show(Estimate estimate, ulong seed, bool grouped)
    {
        string Number(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "";
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns([
                .. new[] { "decisions", "would earn", "low", "high", "worth", "mean weight", "greatest" }.Select(it =>
                    new TableColumn(it).RightAligned()
                ),
            ])
            .AddRow(
                estimate.Decisions.ToString("N0", CultureInfo.InvariantCulture),
                Number(estimate.Value),
                Number(estimate.Low),
                Number(estimate.High),
                estimate.EffectiveSampleSize.ToString("N0", CultureInfo.InvariantCulture),
                Number(estimate.MeanWeight),
                Number(estimate.GreatestWeight)
            );
        AnsiConsole.Write(table);
        foreach (var warning in estimate.Warnings)
            AnsiConsole.MarkupLineInterpolated($"[yellow]{warning}[/]");
        var drawn = grouped ? "groups of visitors" : "visitors, or decisions where no visitor is named";
        AnsiConsole.MarkupLineInterpolated(
            $"Reward a decision; estimator {estimate.Estimator.ToString().ToLowerInvariant()}, seed {seed}. low and high: 95 % bootstrap interval over {drawn}. worth: how many decisions of its own the log is worth to this policy (effective sample size)."
        );
    }

    private static void Row(Table table, string what, double? logged, Estimate estimate) =>
        table.AddRow(
            new Text(what),
            new Text(estimate.Decisions.ToString("N0", CultureInfo.InvariantCulture)),
            new Text(Rate(logged)),
            new Text(Rate(estimate.Value)),
            new Text(Rate(estimate.Low)),
            new Text(Rate(estimate.High)),
            new Text(estimate.EffectiveSampleSize.ToString("N0", CultureInfo.InvariantCulture))
        );

    private static string Rate(double? value) => value?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "";
}
