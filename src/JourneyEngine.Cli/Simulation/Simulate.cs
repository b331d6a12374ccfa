using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace JourneyEngine.Cli.Simulation;

/// <summary><c>journey simulate</c>: simulated visitors through the public door, and what the engine makes of them.</summary>
internal static class Simulate
{
    private const int Good = 0;
    private const int Refused = 1;
    private const int Unreachable = 2;

    public static Command Create()
    {
        var visitors = new Option<int>("--visitors") { Description = "How many visitors.", DefaultValueFactory = _ => 1_000 };
        var seed = new Option<int>("--seed") { Description = "The same seed and day make the same visitors.", DefaultValueFactory = _ => 1 };
        var url = new Option<Uri>("--url") { Description = "Where the engine is (JOURNEY_URL).", DefaultValueFactory = _ => new Uri(Given("JOURNEY_URL") ?? "http://127.0.0.1:5080") };
        url.CustomParser = argument => Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var given) ? given : Refuse(argument);
        var keys = new Option<string>("--keys") { Description = "The site's keys (demo.keys.json in JOURNEY_DATA).", DefaultValueFactory = _ => Path.Combine(Given("JOURNEY_DATA") ?? ".journey", "demo.keys.json") };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text." };
        var simulate = new Command("simulate",
            "Send simulated visitors through the public HTTP door and show what the engine makes of them.\n"
            + "Sending again with the same seed on the same day stores nothing twice.\n"
            + "Exit code 0: good; 1: the engine refused; 2: no engine or no keys found.") { visitors, seed, url, keys, json };
        simulate.SetAction((parsed, cancellation) => Run(
            parsed.GetValue(visitors), parsed.GetValue(seed), parsed.GetRequiredValue(url), parsed.GetRequiredValue(keys), parsed.GetValue(json), cancellation));
        return simulate;
    }

    private static Uri? Refuse(System.CommandLine.Parsing.ArgumentResult argument)
    {
        argument.AddError("--url takes an address such as http://127.0.0.1:5080.");
        return null;
    }

    private static async Task<int> Run(int visitors, int seed, Uri url, string keysFile, bool json, CancellationToken cancellation)
    {
        if (!File.Exists(keysFile))
        {
            await Console.Error.WriteLineAsync($"No keys at {keysFile}. Start the engine with ops/run --no-demo, or say where they are with --keys.");
            return Unreachable;
        }

        var keys = JsonSerializer.Deserialize<EngineClient.Keys>(await File.ReadAllTextAsync(keysFile, cancellation), JsonSerializerOptions.Web)!;
        using var engine = new EngineClient(url, keys);
        try
        {
            await engine.Put("/v1/funnels/" + DemoSite.Funnel, DemoSite.FunnelBody, cancellation);
            await engine.Put("/v1/slots/" + DemoSite.Slot, DemoSite.SlotBody, cancellation);
            var messages = Simulator.Run(Truth.Demo, visitors, seed, new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero));
            var receipts = json ? await Deliver.Run(engine, messages, seed, _ => { }, cancellation) : await WithProgress(engine, messages, seed, cancellation);
            var summary = await Summary.Ask(engine, messages, receipts, visitors, seed, cancellation);
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(summary, JsonSerializerOptions.Web));
            else
                ShowSummary.Show(summary, url, keysFile);
            return Good;
        }
        catch (EngineException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.Message.StartsWith("Nothing answers", StringComparison.Ordinal) ? Unreachable : Refused;
        }
    }

    private static Task<SortedDictionary<string, int>> WithProgress(
        EngineClient engine, IReadOnlyList<Message> messages, int seed, CancellationToken cancellation) =>
        AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask(string.Create(CultureInfo.InvariantCulture, $"Sending {messages.Count:N0} interactions"), maxValue: messages.Count);
                return Deliver.Run(engine, messages, seed, count => task.Increment(count), cancellation);
            });

    private static string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

/// <summary>What the engine made of the simulated visitors.</summary>
internal sealed record Summary(
    int Seed, int Visitors, IReadOnlyDictionary<string, int> Receipts, JsonObject Stages, JsonObject Returns, JsonObject Conversion,
    string Visitor, JsonObject Decision, JsonObject Why)
{
    public static async Task<Summary> Ask(
        EngineClient engine, IReadOnlyList<Message> messages, IReadOnlyDictionary<string, int> receipts, int visitors, int seed, CancellationToken cancellation)
    {
        var stages = await engine.Get($"/v1/reports/stages?funnel={DemoSite.Funnel}&wait=true", cancellation);
        var returns = await engine.Get("/v1/reports/returns?wait=true", cancellation);
        var conversion = await engine.Get($"/v1/reports/conversion-by-visit?funnel={DemoSite.Funnel}&wait=true", cancellation);
        var visitor = SomebodyWhoCameBack(messages);
        var decision = await engine.Post("/ofrep/v1/evaluate/flags/" + DemoSite.Slot, new { context = new { targetingKey = visitor } }, cancellation);
        var why = await engine.Get("/v1/decisions/" + (string)decision["metadata"]!["decisionId"]!, cancellation);
        return new Summary(seed, visitors, receipts, stages, returns, conversion, visitor, decision, why);
    }

    /// <remarks>On a few days, and not a customer yet: where a decision has something to decide.</remarks>
    private static string SomebodyWhoCameBack(IReadOnlyList<Message> messages) => messages
        .GroupBy(it => it.Visitor)
        .OrderBy(it => Math.Abs(it.Select(message => message.At.Date).Distinct().Count() - 3))
        .ThenBy(it => it.Count(message => message.Type == "track"))
        .ThenBy(it => it.Key, StringComparer.Ordinal)
        .First().Key;
}
