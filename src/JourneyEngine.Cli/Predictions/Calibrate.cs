using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conversions;
using JourneyEngine.Decisions.Returns;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Predictions;
using Npgsql;
using Spectre.Console;

namespace JourneyEngine.Cli.Predictions;

/// <summary><c>journey predict calibrate</c>: the models in use, held against what came since.</summary>
internal static class Calibrate
{
    private const int Holds = 0;
    private const int Fails = 1;
    private const int NothingToJudge = 3;
    private const string Help = """
        Hold the latest model that is a week old against what came after the moment that it was fitted up to:
        what it said beside what came, bin by bin.
        Stores nothing; journey predict fit fits a new model.
        Example: journey predict calibrate --what conversions --funnel demo
        Exit code 0: the model holds; 1: it does not, and predictions abstain once it is fitted so;
        2: the database cannot be read; 3: no model, or none that old (of conversions: or no later visit).
        """;

    public static Command Create(Option<string> what, Option<string?> funnel)
    {
        var until = Moments.Option(
            "--until",
            "Up to when it is held against what came later (the site's last interaction). " + Moments.End
        );
        var site = new Option<string>("--site") { Description = "The site.", DefaultValueFactory = _ => "demo" };
        var json = new Option<bool>("--json") { Description = "How it did, as JSON." };
        var calibrate = new Command("calibrate", Help) { what, funnel, until, site, json };
        calibrate.SetAction(
            async (parsed, cancellation) =>
            {
                await using var database = Database.OpenToRead();
                var (name, rules) = (parsed.GetRequiredValue(site), new RulesTable());
                var end = await End(database, rules, name, parsed.GetValue(until), cancellation);
                try
                {
                    return parsed.GetRequiredValue(what) == Predict.Returns
                        ? Tell(
                            await new JudgeReturnModel(database, rules).Run(name, end, cancellation),
                            parsed.GetValue(json)
                        )
                        : Tell(
                            await new JudgeConversionModel(database, rules).Run(
                                name,
                                parsed.GetValue(funnel),
                                end,
                                cancellation
                            ),
                            parsed.GetValue(json)
                        );
                }
                catch (UnacceptableException nothing)
                {
                    return await AskEngine.Print(NothingToJudge, nothing.Message);
                }
            }
        );
        return calibrate;
    }

    private static async Task<DateTimeOffset> End(
        NpgsqlDataSource database,
        RulesTable rules,
        string site,
        GivenMoment? until,
        CancellationToken cancellation
    )
    {
        if (until is null)
            return await LastInteraction.Of(database, rules, site, DateTimeOffset.UtcNow, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return until.EndBy((await rules.Latest(connection, site, cancellation)).Calendar);
    }

    private static int Tell((ReturnModelFitted Model, ReturnCalibration Calibration) judged, bool json) =>
        Told(
            judged.Calibration,
            json,
            $"of returning (version {judged.Model.Version})",
            CalibrateReturns.IsUsable(judged.Calibration),
            ShowReturns.Calibration
        );

    private static int Tell((ConversionModelFitted Model, ConversionCalibration Calibration) judged, bool json) =>
        Told(
            judged.Calibration,
            json,
            $"of converting in '{judged.Model.Funnel}' (version {judged.Model.Version}, {judged.Model.Kind})",
            CalibrateConversions.IsUsable(judged.Calibration),
            ShowConversions.Calibration
        );

    private static int Told(object calibration, bool json, string model, bool holds, Action<JsonObject> show)
    {
        var told = JsonSerializer.SerializeToNode(calibration, FactJson.Options)!.AsObject();
        if (json)
        {
            told["holds"] = holds;
            Console.WriteLine(told.ToJsonString());
            return holds ? Holds : Fails;
        }

        show(told);
        if (holds)
            AnsiConsole.MarkupLineInterpolated($"The model {model} [green]holds[/].");
        else
            AnsiConsole.MarkupLineInterpolated($"The model {model} [red]does not hold[/]: fit a new one.");
        return holds ? Holds : Fails;
    }
}
