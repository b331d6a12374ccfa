using System.Text.Json.Nodes;

namespace JourneyEngine.Cli.Simulation;

/// <summary>What the engine made of the simulated visitors.</summary>
/// <param name="Now">The time before which everything happened.</param>
/// <param name="Sent">Messages delivered, duplicates among them.</param>
/// <param name="Receipts">How many receipts there were of each status.</param>
internal sealed record Summary(
    int Seed,
    DateTimeOffset Now,
    int Visitors,
    int Sent,
    IReadOnlyDictionary<string, int> Receipts,
    JsonObject Stages,
    JsonObject Returns,
    JsonObject Conversion,
    string Visitor,
    JsonObject Decision,
    JsonObject Why,
    JsonObject Learned
)
{
    /// <exception cref="EngineException">The engine refused to tell.</exception>
    public static async Task<Summary> Ask(
        EngineClient engine,
        IReadOnlyList<Message> messages,
        IReadOnlyDictionary<string, int> receipts,
        int visitors,
        int seed,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var stages = await engine.Get($"/v1/reports/stages?funnel={DemoSite.Funnel}&wait=true", cancellation);
        var returns = await engine.Get("/v1/reports/returns?wait=true", cancellation);
        var conversion = await engine.Get(
            $"/v1/reports/conversion-by-visit?funnel={DemoSite.Funnel}&wait=true",
            cancellation
        );
        var visitor = SomebodyWhoCameBack(messages);
        var decision = await engine.Evaluate(DemoSite.Slot, visitor, cancellation);
        var why = await engine.Get("/v1/decisions/" + decision.Part("metadata").Text("decisionId"), cancellation);
        var learned = await engine.Get($"/v1/reports/decisions?slot={DemoSite.LearningSlot}&wait=true", cancellation);
        return new Summary(
            seed,
            now,
            visitors,
            messages.Count,
            receipts,
            stages,
            returns,
            conversion,
            visitor,
            decision,
            why,
            learned
        );
    }

    /// <summary>What went wrong, in a sentence; null when nothing did.</summary>
    public string? Trouble =>
        Receipts.Values.Sum() != Sent ? $"{Sent} messages were sent, but {Receipts.Values.Sum()} receipts came back."
        : Receipts.TryGetValue("refused", out var refused) ? $"The engine refused {refused} messages."
        : null;

    /// <remarks>Who agreed, came on a few days, is not a customer yet, and no bot: where a decision has something to
    /// decide.</remarks>
    private static string SomebodyWhoCameBack(IReadOnlyList<Message> messages) =>
        messages
            .GroupBy(it => it.Visitor)
            .OrderBy(it => Simulator.IsBot(it.First()) || !it.First().Agrees)
            .ThenBy(it => Math.Abs(it.Select(message => message.At.Date).Distinct().Count() - 3))
            .ThenBy(it => it.Count(message => message.Type == "track"))
            .ThenBy(it => it.Key, StringComparer.Ordinal)
            .First()
            .Key;
}
