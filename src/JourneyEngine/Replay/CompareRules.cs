using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>Replays the configuration in the log and compares it with the rules that the journeys are folded
/// by.</summary>
internal static class CompareRules
{
    public static async Task Run(
        NpgsqlConnection live,
        long position,
        RulesTable rulesTable,
        Differences found,
        CancellationToken cancellation
    )
    {
        foreach (var (site, replayed) in await Replayed(live, position, cancellation))
        {
            var rules = await rulesTable.Latest(live, site, cancellation);
            if (
                rules.GapMinutes != replayed.GapMinutes
                || rules.Recognise != replayed.Recognise
                || rules.Calendar != replayed.Calendar
                || FactJson.Write(rules.Funnels.ToArray()) != FactJson.Write(replayed.Funnels.ToArray())
                || FactJson.Write(rules.Slots.ToArray()) != FactJson.Write(replayed.Slots.ToArray())
            )
                found.Add(
                    $"{site}: the rules differ: revision {rules.Revision} in use, {replayed.Revision} in the log."
                );
        }
    }

    private static async Task<Dictionary<string, FoldRules>> Replayed(
        NpgsqlConnection live,
        long position,
        CancellationToken cancellation
    )
    {
        var rules = new Dictionary<string, FoldRules>();
        await foreach (var stored in FactsOfType.UpTo(live, position, RulesTable.ChangingTypes, cancellation))
            rules[stored.Site] = RulesTable.Applied(rules.GetValueOrDefault(stored.Site) ?? FoldRules.Default, stored);

        return rules;
    }
}
