using System.Globalization;
using JourneyEngine.Replay;
using Spectre.Console;

namespace JourneyEngine.Cli.Replay;

/// <summary>A site's history under two definitions of a funnel, side by side.</summary>
internal static class ShowWhatIf
{
    /// <summary>Visits that fewer reached under either definition say little.</summary>
    private const int Few = 10;

    public static void Show(WhatIf.Outcome outcome)
    {
        var (live, candidate) = (outcome.Live, outcome.Candidate);
        AnsiConsole.Write(Stages(live, candidate));
        AnsiConsole.Write(Visits(live, candidate));
        var was = live is null
            ? $"There is no funnel '{candidate.Funnel}' yet"
            : $"As it is (version {live.Version}), {live.Converted:N0} of {live.Visitors:N0} visitors converted";
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{was}; with the new definition {candidate.Converted:N0} of {candidate.Visitors:N0} would have. [dim]Rates in % of those at risk, with 95 % interval; yellow where that of the new one does not hold the old; visits that fewer than {Few} reached are in --json.[/] Nothing was changed."
        );
    }

    private const string NoStage = "(none yet)";

    private static Table Stages(FunnelFigures? live, FunnelFigures candidate)
    {
        var table = Titled("Visitors by furthest stage")
            .AddColumn("stage")
            .AddColumn(Right("as it is"))
            .AddColumn(Right("new"))
            .AddColumn(Right("change"));
        var (before, after) = (Named(live), Named(candidate));
        foreach (
            var stage in candidate
                .Stages.Concat(live?.Stages ?? [])
                .OrderBy(it => it.Stage is not null)
                .Select(it => it.Stage ?? NoStage)
                .Distinct()
        )
        {
            long? was = before.TryGetValue(stage, out var old) ? old : null,
                would = after.TryGetValue(stage, out var other) ? other : null;
            table.AddRow(
                new Text(stage),
                Cell(Count(was)),
                Cell(Count(would)),
                Cell(
                    was is null || would is null
                        ? ""
                        : (would - was).Value.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture)
                )
            );
        }

        return table;
    }

    private static Table Visits(FunnelFigures? live, FunnelFigures candidate)
    {
        var table = Titled("Conversion by visit number")
            .AddColumn(Right("visit"))
            .AddColumn(Right("at risk"))
            .AddColumn(Right("% as it is"))
            .AddColumn(Right("at risk"))
            .AddColumn(Right("% new"))
            .AddColumn(Right("points"));
        foreach (var would in candidate.ByVisit)
        {
            var was = live?.ByVisit.FirstOrDefault(it => it.Visit == would.Visit);
            if (would.Visit > 1 && Math.Max(would.AtRisk, was?.AtRisk ?? 0) < Few)
                continue;
            var isOther = was?.Rate < would.Low || was?.Rate > would.High;
            table.AddRow(
                Cell(Count(would.Visit)),
                Cell(Count(was?.AtRisk)),
                Cell(Rate(was)),
                Cell(Count(would.AtRisk)),
                new Text(Rate(would), isOther ? new Style(Color.Yellow) : Style.Plain),
                Cell(((would.Rate - was?.Rate) * 100)?.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) ?? "")
            );
        }

        return table.Caption(Lines(live, candidate));
    }

    private static string Lines(FunnelFigures? live, FunnelFigures candidate)
    {
        double?[] Rates(FunnelFigures? figures) =>
            [.. (figures?.ByVisit ?? []).TakeWhile(it => it.Visit == 1 || it.AtRisk >= Few).Select(it => it.Rate)];
        var (was, would) = (Rates(live), Rates(candidate));
        var highest = was.Concat(would).Max();
        return live is null
            ? $"visit by visit {Sparkline.Of(would)}"
            : $"visit by visit, as it is {Sparkline.Of(was, highest)}, new {Sparkline.Of(would, highest)}";
    }

    private static Dictionary<string, long> Named(FunnelFigures? figures) =>
        figures?.Stages.ToDictionary(it => it.Stage ?? NoStage, it => it.Visitors) ?? [];

    private static Table Titled(string title) => new Table().Border(TableBorder.Rounded).Title(title);

    private static TableColumn Right(string title) => new TableColumn(title).RightAligned();

    private static Text Cell(string text) => new(text);

    private static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";

    private static string Rate(FunnelFigures.VisitRow? row) =>
        row?.Rate is { } rate
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{100 * rate:0.0} ({100 * row.Low:0.0}-{100 * row.High:0.0})"
            )
            : "-";
}
