using System.CommandLine;
using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.OffPolicy;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Personalization.OffPolicy;
using JourneyEngine.Personalization.Slots;
using Spectre.Console;

namespace JourneyEngine.Cli.Replay;

/// <summary><c>journey decisions replay</c>: what another policy would have earned on the decisions that were
/// made.</summary>
internal static class ReplayPolicy
{
    private const int Valued = 0;
    private const int Wrong = 1;
    private const int Doubtful = 2;

    private sealed record Wish(string Site, string? Slot, string File, Valuation How, bool Json);

    public static Command Create()
    {
        var policy = new Option<FileInfo>("--policy")
        {
            Description = "A slot as for PUT /v1/slots/{slot}: contents, rules, policy.",
            Required = true,
        };
        var slot = new Option<string?>("--slot")
        {
            Description = "Whose decisions are replayed; may be left out where one slot alone has an outcome.",
        };
        var site = new Option<string>("--site")
        {
            Description = "The site that the slot belongs to.",
            DefaultValueFactory = _ => "demo",
        };
        var estimator = new Option<string>("--estimator")
        {
            Description = "ips (unbiased), snips (steadier), dm (a model of the reward), dr (both: the usual choice).",
            DefaultValueFactory = _ => "dr",
        };
        estimator.AcceptOnlyFromAmong("ips", "snips", "dm", "dr");
        var clip = new Option<double>("--clip")
        {
            Description = "Greatest weight of a decision; a smaller variance is paid for with bias. [default: none]",
            DefaultValueFactory = _ => double.PositiveInfinity,
        };
        clip.Validators.Add(it =>
        {
            if (!(it.GetValueOrDefault<double>() > 0))
                it.AddError("--clip takes a number above 0.");
        });
        var seed = new Option<ulong>("--seed") { Description = "Of the bootstrap.", DefaultValueFactory = _ => 1UL };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text." };
        var replay = new Command(
            "replay",
            "Ask of every logged decision what another policy would have shown, and value it by what followed, with a "
                + "95 % bootstrap interval.\n"
                + "Changes nothing. Exit code 0: valued; 1: the policy cannot be read; 2: valued, with warnings."
        )
        {
            policy,
            slot,
            site,
            estimator,
            clip,
            seed,
            json,
        };
        replay.SetAction(
            (parsed, cancellation) =>
                Run(
                    new Wish(
                        parsed.GetRequiredValue(site),
                        parsed.GetValue(slot),
                        parsed.GetRequiredValue(policy).FullName,
                        new Valuation(
                            Enum.Parse<Estimator>(parsed.GetRequiredValue(estimator), ignoreCase: true),
                            parsed.GetValue(clip),
                            parsed.GetValue(seed)
                        ),
                        parsed.GetValue(json)
                    ),
                    cancellation
                )
        );
        return replay;
    }

    private static async Task<int> Run(Wish wish, CancellationToken cancellation)
    {
        if (!File.Exists(wish.File))
            return await AskEngine.Say(Wrong, $"There is no file {wish.File}.");
        await using var database = Database.OpenToRead();
        var rulesTable = new RulesTable();
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var rules = await rulesTable.Latest(connection, wish.Site, cancellation);
            if ((wish.Slot ?? (rules.Slots is [var only] ? only.Slot : null)) is not { } slot)
                return await AskEngine.Say(
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
            return await AskEngine.Say(Wrong, wrong.Message);
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
