using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace JourneyEngine.Cli.Simulation;

/// <summary><c>journey simulate</c>: simulated visitors through the public door, and what the engine makes of
/// them.</summary>
internal static class Simulate
{
    private const int Good = 0;
    private const int Refused = 1;
    private const int Unreachable = 2;

    private sealed record Wish(int Visitors, int Seed, DateTimeOffset Now, string Url, string KeysFile, bool Json);

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
            Description = "They came in the 60 days before the start of this UTC day, ISO 8601. [default: today]",
            CustomParser = Time,
        };
        var (url, keys) = (AskEngine.Url(), AskEngine.Keys());
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text." };
        var simulate = new Command(
            "simulate",
            "Send simulated visitors through the public HTTP door and show what the engine makes of them.\n"
                + "Sending again with the same seed on the same day stores nothing twice.\n"
                + "Exit code 0: good; 1: the engine refused, or figures are missing; 2: no engine or no keys found."
        )
        {
            visitors,
            seed,
            now,
            url,
            keys,
            json,
        };
        simulate.SetAction(
            (parsed, cancellation) =>
                Run(
                    new(
                        parsed.GetValue(visitors),
                        parsed.GetValue(seed),
                        StartOfDay(parsed.GetResult(now) is null ? DateTimeOffset.UtcNow : parsed.GetValue(now)),
                        parsed.GetRequiredValue(url),
                        parsed.GetRequiredValue(keys),
                        parsed.GetValue(json)
                    ),
                    cancellation
                )
        );
        return simulate;
    }

    private static async Task<int> Run(Wish wish, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(wish.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return await Say(
                Unreachable,
                $"'{wish.Url}' is no address: --url takes an address such as http://127.0.0.1:5080, and so does "
                    + $"JOURNEY_URL."
            );
        if (await SiteKeys.Read(wish.KeysFile, cancellation) is not { } keys)
            return await Say(
                Unreachable,
                $"No keys at {wish.KeysFile}. Start the engine with ops/run --no-demo, or say where they are with "
                    + "--keys."
            );
        using var engine = new EngineClient(url, keys);
        try
        {
            await engine.Put("/v1/funnels/" + DemoSite.Funnel, DemoSite.FunnelBody, cancellation);
            await engine.Put("/v1/slots/" + DemoSite.Slot, DemoSite.SlotBody, cancellation);
            await engine.Put("/v1/slots/" + DemoSite.LearningSlot, DemoSite.LearningSlotBody, cancellation);
            var messages = Simulator.Run(Truth.Demo, wish.Visitors, wish.Seed, wish.Now);
            var receipts = wish.Json
                ? await Deliver.Run(engine, messages, wish.Seed, _ => { }, cancellation)
                : await WithProgress(engine, messages, wish.Seed, cancellation);
            await Live(engine, wish, cancellation);
            var summary = await Summary.Ask(
                engine,
                messages,
                receipts,
                wish.Visitors,
                wish.Seed,
                wish.Now,
                cancellation
            );
            if (wish.Json)
                Console.WriteLine(JsonSerializer.Serialize(summary, JsonSerializerOptions.Web));
            else
                ShowSummary.Show(summary, url, wish.KeysFile);
            return summary.Trouble is { } trouble ? await Say(Refused, trouble) : Good;
        }
        catch (EngineException failure)
        {
            return await Say(failure.Unreachable ? Unreachable : Refused, failure.Message);
        }
    }

    private static Task<SortedDictionary<string, int>> WithProgress(
        EngineClient engine,
        IReadOnlyList<Message> messages,
        int seed,
        CancellationToken cancellation
    ) =>
        AnsiConsole
            .Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .StartAsync(context =>
            {
                var task = context.AddTask(
                    string.Create(CultureInfo.InvariantCulture, $"Sending {messages.Count:N0} interactions"),
                    maxValue: messages.Count
                );
                return Deliver.Run(engine, messages, seed, count => task.Increment(count), cancellation);
            });

    private static Task Live(EngineClient engine, Wish wish, CancellationToken cancellation) =>
        wish.Json
            ? LiveVisits.Run(engine, Truth.Demo, wish.Visitors, wish.Seed, wish.Now, _ => { }, cancellation)
            : AnsiConsole
                .Progress()
                .Columns(
                    new TaskDescriptionColumn(),
                    new ProgressBarColumn(),
                    new PercentageColumn(),
                    new RemainingTimeColumn()
                )
                .StartAsync(context =>
                {
                    var task = context.AddTask(
                        "A slot learns what suits whom",
                        maxValue: LiveVisits.Expected(Truth.Demo, wish.Visitors, wish.Seed, wish.Now)
                    );
                    return LiveVisits.Run(
                        engine,
                        Truth.Demo,
                        wish.Visitors,
                        wish.Seed,
                        wish.Now,
                        count => task.Increment(count),
                        cancellation
                    );
                });

    private static async Task<int> Say(int code, string what)
    {
        await Console.Error.WriteLineAsync(what);
        return code;
    }

    private static DateTimeOffset Time(ArgumentResult argument)
    {
        Demand(
            argument,
            DateTimeOffset.TryParse(
                argument.Tokens[0].Value,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
                && time.Year >= 1971,
            "--now takes a time such as 2026-01-31T12:00:00Z."
        );
        return time;
    }

    private static void Demand(SymbolResult result, bool met, string otherwise)
    {
        if (!met)
            result.AddError(otherwise);
    }

    private static DateTimeOffset StartOfDay(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);
}
