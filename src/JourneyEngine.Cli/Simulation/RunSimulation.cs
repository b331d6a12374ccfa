using System.Globalization;
using System.Text.Json;

namespace JourneyEngine.Cli.Simulation;

/// <param name="Now">Visitors came in the 60 days before.</param>
internal sealed record SimulationQuery(
    int Visitors,
    int Seed,
    DateTimeOffset Now,
    Truth Truth,
    string Url,
    string KeysFile,
    bool Json
);

/// <summary>Sends simulated visitors, then asks the engine what it makes of them.</summary>
internal static class RunSimulation
{
    private const int Good = 0;
    private const int Refused = 1;
    private const int Unreachable = 2;

    public static async Task<int> Run(SimulationQuery wish, CancellationToken cancellation)
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
            var messages = Simulator.Run(wish.Truth, wish.Visitors, wish.Seed, wish.Now);
            if (wish.Truth.Devices is not null)
                messages = await ProveIdentities.Of(engine, messages, cancellation);
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
        ProgressBars
            .New()
            .StartAsync(context =>
            {
                var task = context.AddTask(
                    string.Create(CultureInfo.InvariantCulture, $"Sending {messages.Count:N0} interactions"),
                    maxValue: messages.Count
                );
                return Deliver.Run(engine, messages, seed, count => task.Increment(count), cancellation);
            });

    private static Task Live(EngineClient engine, SimulationQuery wish, CancellationToken cancellation) =>
        wish.Json
            ? LiveVisits.Run(engine, wish.Truth, wish.Visitors, wish.Seed, wish.Now, _ => { }, cancellation)
            : ProgressBars
                .New()
                .StartAsync(context =>
                {
                    var task = context.AddTask(
                        "A slot learns what suits whom",
                        maxValue: LiveVisits.Expected(wish.Truth, wish.Visitors, wish.Seed, wish.Now)
                    );
                    return LiveVisits.Run(
                        engine,
                        wish.Truth,
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
}
