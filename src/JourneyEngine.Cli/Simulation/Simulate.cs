using System.CommandLine;
using System.CommandLine.Parsing;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Cli.Simulation;

/// <summary><c>journey simulate</c>: simulated visitors through the public door, and what the engine makes of
/// them.</summary>
internal static class Simulate
{
    public static Command Create()
    {
        var visitors = new Option<int>("--visitors")
        {
            Description = "How many visitors.",
            DefaultValueFactory = _ => 1_000,
        };
        visitors.Validators.Add(it =>
            Demand(
                it,
                it.GetValueOrDefault<int>() is > 0 and <= 1_000_000,
                "--visitors takes a number from 1 to 1000000."
            )
        );
        var seed = new Option<int>("--seed")
        {
            Description = "The same seed and day make the same visitors.",
            DefaultValueFactory = _ => 1,
        };
        var now = new Option<DateTimeOffset>("--now")
        {
            Description =
                "They came in the 60 days before the start of this UTC day: ISO 8601, or "
                + $"{RelativeTime.Form}, in UTC. [default: today]",
            CustomParser = Time,
        };
        var people = new Option<bool>("--people")
        {
            Description =
                "People on one to three devices, some of them shared: they sign in early, late or never, and some "
                + "withdraw.",
        };
        var url = AskEngine.Url();
        // Never those of a site that is in use.
        var keys = new Option<string>("--keys")
        {
            Description = "The site's keys (demo.keys.json in JOURNEY_DATA).",
            DefaultValueFactory = _ => AskEngine.InDataFolder("demo.keys.json"),
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text." };
        var simulate = new Command(
            "simulate",
            "Send simulated visitors through the public HTTP door and show what the engine makes of them.\n"
                + "Example: journey simulate --visitors 5000 --seed 2\n"
                + "Sending again with the same seed on the same day stores nothing twice.\n"
                + "Exit code 0: good; 1: the engine refused, or figures are missing; 2: no engine or no keys found."
        )
        {
            visitors,
            seed,
            now,
            people,
            url,
            keys,
            json,
        };
        simulate.SetAction(
            (parsed, cancellation) =>
                RunSimulation.Run(
                    new(
                        parsed.GetValue(visitors),
                        parsed.GetValue(seed),
                        StartOfDay(parsed.GetResult(now) is null ? DateTimeOffset.UtcNow : parsed.GetValue(now)),
                        parsed.GetValue(people) ? Truth.People : Truth.Demo,
                        parsed.GetRequiredValue(url),
                        parsed.GetRequiredValue(keys),
                        parsed.GetValue(json)
                    ),
                    cancellation
                )
        );
        return simulate;
    }

    private static DateTimeOffset Time(ArgumentResult argument)
    {
        var given = new GivenMoment(argument.Tokens[0].Value, DateTimeOffset.UtcNow);
        var time = given.By(SiteCalendar.Default);
        Demand(argument, given.IsRead && time.Year >= 1971, $"--now takes {GivenMoment.Form}.");
        return time;
    }

    private static void Demand(SymbolResult result, bool met, string otherwise)
    {
        if (!met)
            result.AddError(otherwise);
    }

    private static DateTimeOffset StartOfDay(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);
}
