using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Learning;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>What making every logged decision again found.</summary>
/// <param name="Forgotten">Decisions that rest on facts which were forgotten since: they can no longer be
/// checked.</param>
/// <param name="Differences">Each difference in words; none where every decision comes out bit for bit.</param>
public sealed record DecisionOutcome(
    long Decisions,
    long Reproduced,
    long Forgotten,
    IReadOnlyList<string> Differences
);

/// <summary>
/// Makes every logged decision again, from the visitor's stream as it was then, the slot's version that it names, what
/// it believed and its seed, and from nothing else. All but the wording of its reasons is compared, bit for bit. Needs
/// no more than to read.
/// </summary>
public sealed class DecisionReplay(NpgsqlDataSource database, RulesTable rulesTable)
{
    private static readonly string Offered = StoredFacts.NameOf(typeof(ContentOffered));

    public async Task<DecisionOutcome> Verify(
        IProgress<(long Done, long Total)> progress,
        CancellationToken cancellation
    )
    {
        await using var reading = await database.OpenConnectionAsync(cancellation);
        await using var moment = await reading.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead,
            cancellation
        );
        var made = new MadeWith(await Slots(reading, cancellation), await Posteriors(reading, cancellation));
        var revisions = await Revisions(reading, cancellation);
        var total = await EventCounts.OfType(reading, Offered, cancellation);
        var found = new Differences();
        var (decisions, reproduced, forgotten) = (0L, 0L, 0L);
        await foreach (var stream in Streams.All(reading, null, long.MaxValue, cancellation))
        {
            foreach (var stored in stream.Where(it => it.Type == Offered))
            {
                decisions++;
                var decision = FactJson.Read<ContentOffered>(stored.Data);
                if (Streams.UpTo(stream, decision.Snapshot.StreamVersion) is not { } before)
                    forgotten++;
                else if (Wrong(stored, decision, before, made, revisions) is { } wrong)
                    found.Add($"{stored.Site}/{decision.DecisionId}: {wrong}");
                else
                    reproduced++;
            }

            progress.Report((decisions, total));
        }

        return new DecisionOutcome(decisions, reproduced, forgotten, found.Found);
    }

    /// <summary>All that decisions were made with besides the visitors' streams, by site, slot and version.</summary>
    private sealed record MadeWith(
        Dictionary<(string, string, int), SlotDefined> Slots,
        Dictionary<(string, string, int), Posterior> Posteriors
    );

    private static string? Wrong(
        StoredEvent stored,
        ContentOffered decision,
        StoredEvent[] before,
        MadeWith made,
        Dictionary<string, List<FoldRules>> revisions
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
        // Which rules were in force is known by the funnel's version; the visit gap may have changed under the same
        // one.
        var snapshot = Rules(revisions, stored.Site, decision.Snapshot)
            .Select(rules =>
                Snapshots.Of(
                    Journey.Empty.Fold(rules, Streams.Interactions(before)),
                    rules,
                    slot,
                    decision.Snapshot.StreamVersion
                )
            )
            .FirstOrDefault(it => FactJson.Write(it) == FactJson.Write(decision.Snapshot));
        if (snapshot is null)
            return "the stream up to then does not make the snapshot that it saw.";
        var again = Decide.Offer(
            slot,
            snapshot,
            decision.DecisionId,
            Snapshots.Seed(stored.Site, stored.Visitor!, slot, snapshot),
            decision.At,
            Snapshots.IsHeldOut(stored.Site, stored.Visitor!, slot),
            posterior
        );
        // The words are told from the rest of it, and may be told better later.
        return Otherwise(again with { Reasons = decision.Reasons }, decision);
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

    private static IEnumerable<FoldRules> Rules(
        Dictionary<string, List<FoldRules>> revisions,
        string site,
        Snapshot snapshot
    ) =>
        revisions
            .GetValueOrDefault(site, [])
            .Prepend(FoldRules.Default)
            .Where(it => snapshot.Funnel is null || it.Find(snapshot.Funnel)?.Version == snapshot.FunnelVersion);

    private static async Task<Dictionary<(string, string, int), SlotDefined>> Slots(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var slots = new Dictionary<(string, string, int), SlotDefined>();
        await foreach (var (site, slot) in ConfigurationStreams.OfType<SlotDefined>(connection, cancellation))
            slots[(site, slot.Slot, slot.Version)] = slot;
        return slots;
    }

    private static async Task<Dictionary<(string, string, int), Posterior>> Posteriors(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var posteriors = new Dictionary<(string, string, int), Posterior>();
        await foreach (var (site, learned) in ConfigurationStreams.OfType<PosteriorUpdated>(connection, cancellation))
        {
            if (learned.Cells.All(it => it.Accepted >= 0 && it.Accepted <= it.Offered))
                posteriors[(site, learned.Slot, learned.Version)] = new Posterior(learned);
        }

        return posteriors;
    }

    private async Task<Dictionary<string, List<FoldRules>>> Revisions(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var numbers = new List<(string Site, int Revision)>();
        await using (
            var command = new NpgsqlCommand(
                "select site, revision from journey.rules order by site, revision",
                connection
            )
        )
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                numbers.Add((reader.GetString(0), reader.GetInt32(1)));
        }

        var revisions = new Dictionary<string, List<FoldRules>>();
        foreach (var (site, revision) in numbers)
        {
            if (!revisions.TryGetValue(site, out var ofSite))
                revisions[site] = ofSite = [];
            ofSite.Add(await rulesTable.At(connection, site, revision, cancellation));
        }

        return revisions;
    }
}
