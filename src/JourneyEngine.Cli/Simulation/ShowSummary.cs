using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using static JourneyEngine.Cli.Simulation.SummaryText;

namespace JourneyEngine.Cli.Simulation;

/// <summary>The summary for a newcomer's eyes, in 80 columns.</summary>
internal static class ShowSummary
{
    /// <exception cref="EngineException">A figure is missing.</exception>
    public static void Show(Summary summary, Uri url, string keysFile)
    {
        var address = url.ToString().TrimEnd('/');
        var returns = summary.Returns;
        AnsiConsole.WriteLine();
        Lines(
            "Received",
            string.Join(", ", summary.Receipts.Select(it => $"{Number(it.Value)} {it.Key}")),
            string.Create(
                CultureInfo.InvariantCulture,
                $"of {summary.Visitors:N0} visitors before {summary.Now:yyyy-MM-dd}, seed {summary.Seed}"
            )
        );
        Lines(
            "Journeys",
            [
                $"{Number(returns.Number("visitors"))} visitors (bots are left "
                    + $"out), {Number(returns.Number("visits"))} visits, {Number(returns.Number("returnVisits"))} of "
                    + "them returns",
                .. Devices(returns),
            ]
        );
        AnsiConsole.WriteLine();
        AnsiConsole.Write(SummaryTables.Stages(summary.Stages));
        AnsiConsole.Write(SummaryTables.Conversion(summary.Conversion));
        Lines(
            "",
            "A first visit and a return convert at different rates. Pooled, they would make "
                + $"{Percent(summary.Conversion.Part("pooled").Rate("rate"))}: a figure that moves whenever the share "
                + $"of returning visitors moves."
        );
        AnsiConsole.WriteLine();
        if (summary.Learned.Rows("holdouts") is [var holdout, ..])
            Learned(holdout);
        Lines("Decision", [Decision(summary), .. Reasons(summary.Why)]);
        AnsiConsole.WriteLine();
        Unbroken("Open", $"{address}/dashboard", $"{address}/docs");
        Unbroken(
            "Ask",
            $"curl '{address}/v1/reports/conversion-by-visit?funnel={DemoSite.Funnel}' \\",
            "  -H 'Authorization: Bearer <readKey>'",
            $"The keys are in {keysFile}"
        );
        Unbroken("Look", $"ops/journey stream show {summary.Visitor}", "ops/journey replay journeys");
    }

    private static string Decision(Summary summary)
    {
        var metadata = summary.Decision.Part("metadata");
        var stage = metadata["stage"]?.ToString() ?? "not yet at any stage";
        return $"for a visitor ({stage}, visit {Number(metadata.Number("visitNumber"))}): {summary.Decision["value"]}";
    }

    private static IEnumerable<string> Reasons(JsonObject why) =>
        why["reasons"] is JsonArray reasons
            ? reasons.Select(it => it!.ToString())
            : throw new EngineException("The engine gave a decision no reasons.");

    private static IEnumerable<string> Devices(JsonObject report)
    {
        var devices = report.Part("asOf").Part("devices");
        if (devices.Number("counted") > report.Number("visitors"))
            yield return $"on {Number(devices.Number("counted"))} devices, {Number(devices.Number("shared"))} of them "
                + "shared by several people";
    }

    private static void Learned(JsonObject holdout)
    {
        AnsiConsole.Write(SummaryTables.Learned(holdout));
        if (holdout.Rate("lift") is { } lift)
        {
            Lines(
                "",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"At the same mix of visit numbers learning is worth {lift * 100:+0.0;-0.0} visitors in 100 who accept (95 %: {holdout.Rate("low") * 100:+0.0;-0.0} to {holdout.Rate("high") * 100:+0.0;-0.0})."
                )
            );
        }

        AnsiConsole.WriteLine();
    }
}
