using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Personalization.OffPolicy;
using JourneyEngine.Personalization.Slots;

namespace JourneyEngine.Cli.Replay;

/// <summary>Values another policy by the decisions that were made, and says what it found.</summary>
internal static class ValuePolicy
{
    private const int Valued = 0;
    private const int Wrong = 1;
    private const int Doubtful = 2;

    public sealed record ValuationOptions(string Site, string? Slot, string File, Valuation How, bool Json);

    public static async Task<int> Run(ValuationOptions wish, CancellationToken cancellation)
    {
        if (!File.Exists(wish.File))
            return await AskEngine.Print(Wrong, $"There is no file {wish.File}.");
        await using var database = Database.OpenToRead();
        var rulesTable = new RulesTable();
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var rules = await rulesTable.Latest(connection, wish.Site, cancellation);
            if ((wish.Slot ?? (rules.Slots is [var only] ? only.Slot : null)) is not { } slot)
                return await AskEngine.Print(
                    Wrong,
                    rules.Slots.Length == 0
                        ? "No slot has an outcome, so nothing tells what was accepted."
                        : $"Say whose decisions with --slot: {string.Join(", ", rules.Slots.Select(it => it.Slot))}."
                );
            var candidate = Candidate(
                await ReadSlot.Latest(connection, wish.Site, slot, cancellation),
                wish.File,
                await File.ReadAllTextAsync(wish.File, cancellation),
                rules
            );
            var replay = new PolicyReplay(database, rulesTable);
            var value = wish.Json
                ? await replay.Run(wish.Site, candidate, wish.How, new Progress<(long, long)>(), cancellation)
                : await Advance.Shown(
                    "Deciding otherwise",
                    progress => replay.Run(wish.Site, candidate, wish.How, progress, cancellation)
                );
            if (wish.Json)
                Console.WriteLine(JsonSerializer.Serialize(value, FactJson.Options));
            else
                ShowPolicyValue.Show(value);
            return value.Estimate.Warnings.Length == 0 ? Valued : Doubtful;
        }
        catch (UnacceptableException wrong)
        {
            return await AskEngine.Print(Wrong, wrong.Message);
        }
    }

    private static SlotDefined Candidate(SlotDefined latest, string file, string json, FoldRules rules)
    {
        try
        {
            return ReadSlot.Of(latest, json, rules, DateTimeOffset.UnixEpoch);
        }
        catch (UnacceptableException wrong)
        {
            throw new UnacceptableException($"{file}: {wrong.Message}");
        }
    }
}
