using System.CommandLine;
using System.Text.Json;
using JourneyEngine.Cli.Simulation;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Cli.Predictions;

/// <summary><c>journey predict fit</c>: has the engine fit a model, and shows how it did on later data.
/// <c>calibrate</c> holds the one in use against what came since.</summary>
internal static class Predict
{
    internal const string Returns = "returns";
    private const string Conversions = "conversions";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var until = Moments.Option(
            "--until",
            "The last day, or moment, that the model may know (the site's last interaction). " + Moments.End
        );
        var evaluate = Moments.Option(
            "--evaluate-until",
            "Up to when it is held against what came later (the site's last interaction). " + Moments.End
        );
        var unit = new Option<string>("--unit")
        {
            Description = "Unit of time of the model: day or week.",
            DefaultValueFactory = _ => "day",
        };
        unit.AcceptOnlyFromAmong("day", "week");
        var what = new Option<string>("--what")
        {
            Description = "Which model: of returning, or of converting at the next visit.",
            DefaultValueFactory = _ => Returns,
        };
        what.AcceptOnlyFromAmong(Returns, Conversions);
        var funnel = new Option<string?>("--funnel")
        {
            Description = "Whose goal is converting; may be left out where the site has just one.",
        };
        var json = new Option<bool>("--json") { Description = "The stored model, as JSON." };
        var (url, keys) = (AskEngine.Url(), AskEngine.Keys());
        var fit = new Command(
            "fit",
            "Fit the model of returning (BG/NBD), or of converting (hazard by visit number), to what visitors did up "
                + "to a moment, hold it against what came later,\n"
                + "and store it as the site's next version.\n"
                + "Example: journey predict fit --what conversions --funnel demo --until yesterday\n"
                + "Exit code 0: fitted; 1: the engine refused, or there is too little data; 2: no engine or no keys "
                + "found."
        )
        {
            what,
            until,
            evaluate,
            unit,
            funnel,
            json,
            url,
            keys,
        };
        fit.SetAction(
            (parsed, cancellation) =>
                AskEngine.With(
                    parsed.GetRequiredValue(url),
                    parsed.GetRequiredValue(keys),
                    async engine =>
                    {
                        var (model, upTo, end) = (
                            parsed.GetRequiredValue(what),
                            await Iso(engine, parsed.GetValue(until), cancellation),
                            await Iso(engine, parsed.GetValue(evaluate), cancellation)
                        );
                        object asked =
                            model == Returns
                                ? new
                                {
                                    until = upTo,
                                    evaluateUntil = end,
                                    unit = parsed.GetValue(unit),
                                }
                                : new
                                {
                                    funnel = parsed.GetValue(funnel),
                                    until = upTo,
                                    evaluateUntil = end,
                                };
                        var fitted = await engine.Post("/v1/predictions/" + model, asked, cancellation);
                        if (parsed.GetValue(json))
                            Console.WriteLine(fitted.ToJsonString(Indented));
                        else if (model == Returns)
                            ShowReturns.Show(fitted);
                        else
                            ShowConversions.Show(fitted);
                        return AskEngine.Good;
                    },
                    cancellation
                )
        );
        return new Command(
            "predict",
            "Predict from visits alone who returns, and who converts.\nExample: journey predict fit --unit week"
        )
        {
            fit,
            Calibrate.Create(what, funnel),
        };
    }

    /// <summary>As the engine takes it, which is asked for the site's time zone where it matters.</summary>
    private static async Task<string?> Iso(EngineClient engine, GivenMoment? given, CancellationToken cancellation) =>
        given?.IsoBy(
            given.IsDayOfSite
                ? SiteCalendar.In((await engine.Settings(cancellation)).Text("timeZone"))
                : SiteCalendar.Default
        );
}
