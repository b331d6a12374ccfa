using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;

namespace JourneyEngine.Replay;

/// <summary>Makes one logged decision again.</summary>
internal static class DecideAgain
{
    /// <returns>What comes out otherwise, in words; null if nothing does.</returns>
    public static string? Difference(
        StoredEvent stored,
        ContentOffered decision,
        SnapshotStreams before,
        DecisionInputs made
    )
    {
        if (!made.Slots.TryGetValue((stored.Site, decision.Slot, decision.SlotVersion), out var slot))
            return $"version {decision.SlotVersion} of slot '{decision.Slot}' is not in the log.";
        var posterior = decision.PosteriorVersion is null or 0
            ? null
            : made.Posteriors.GetValueOrDefault((stored.Site, decision.Slot, decision.PosteriorVersion.Value));
        if (decision.PosteriorVersion > 0 && posterior is null)
            return $"version {decision.PosteriorVersion} of what slot '{decision.Slot}' learned is not in the log, "
                + "or makes no sense.";
        var snapshot = made.Rules(stored.Site, decision.Snapshot)
            .Select(rules =>
                Snapshots.Of(
                    before.Fold(rules),
                    rules,
                    slot,
                    decision.Snapshot.StreamVersion,
                    decision.Snapshot.Streams
                )
            )
            .FirstOrDefault(it => FactJson.Write(it) == FactJson.Write(decision.Snapshot));
        if (snapshot is null)
            return "what was read of the log then does not make the snapshot that it saw.";
        var again = Decide.Offer(
            slot,
            snapshot,
            decision.DecisionId,
            Snapshots.Seed(stored.Site, before.Subject, slot, snapshot),
            decision.At,
            Snapshots.IsHeldOut(stored.Site, before.Subject, slot),
            posterior
        );
        // The words are told from the rest of it, and may be told better later; older versions did not write the share.
        // Where it was asked from chose nothing.
        return Otherwise(
            again with
            {
                Reasons = decision.Reasons,
                HoldoutShare = decision.HoldoutShare is null ? null : again.HoldoutShare,
                Crowded = decision.Crowded,
            },
            decision
        );
    }

    /// <returns>In which members, and how; null if they are the same bit for bit.</returns>
    private static string? Otherwise(ContentOffered again, ContentOffered decision)
    {
        if (FactJson.Write(again) == FactJson.Write(decision))
            return null;
        var (made, logged) = (
            JsonSerializer.SerializeToNode(again, FactJson.Options)!.AsObject(),
            JsonSerializer.SerializeToNode(decision, FactJson.Options)!.AsObject()
        );
        var differences = made.Select(it => it.Key)
            .Union(logged.Select(it => it.Key))
            .Where(it => !JsonNode.DeepEquals(made[it], logged[it]))
            .Select(it => $"{it} is {Shown(made[it])} and not {Shown(logged[it])}");
        return $"it comes out otherwise: {string.Join("; ", differences)}.";
    }

    private static string Shown(JsonNode? it) => it?.ToJsonString(FactJson.Options) ?? "absent";
}
