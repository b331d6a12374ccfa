using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Learning;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>All that decisions were made with besides the visitors' streams, by site, slot and version.</summary>
/// <param name="Revisions">Of the fold rules, by site.</param>
internal sealed record DecisionInputs(
    Dictionary<(string, string, int), SlotDefined> Slots,
    Dictionary<(string, string, int), Posterior> Posteriors,
    Dictionary<string, List<FoldRules>> Revisions
)
{
    public static async Task<DecisionInputs> Read(
        NpgsqlConnection connection,
        RulesTable rulesTable,
        CancellationToken cancellation
    ) =>
        new(
            await AllSlots(connection, cancellation),
            await AllPosteriors(connection, cancellation),
            await AllRevisions(connection, rulesTable, cancellation)
        );

    /// <summary>The rules that may have been in force: which ones is known by the funnel's version, and the visit gap
    /// may have changed under the same one.</summary>
    public IEnumerable<FoldRules> Rules(string site, Snapshot snapshot) =>
        Revisions
            .GetValueOrDefault(site, [])
            .Prepend(FoldRules.Default)
            .Where(it => snapshot.Funnel is null || it.Find(snapshot.Funnel)?.Version == snapshot.FunnelVersion);

    private static async Task<Dictionary<(string, string, int), SlotDefined>> AllSlots(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var slots = new Dictionary<(string, string, int), SlotDefined>();
        await foreach (var (site, slot) in ManyConfigurationStreams.OfType<SlotDefined>(connection, cancellation))
            slots[(site, slot.Slot, slot.Version)] = slot;
        return slots;
    }

    private static async Task<Dictionary<(string, string, int), Posterior>> AllPosteriors(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var posteriors = new Dictionary<(string, string, int), Posterior>();
        await foreach (
            var (site, learned) in ManyConfigurationStreams.OfType<PosteriorUpdated>(connection, cancellation)
        )
        {
            if (learned.Cells.All(it => it.Accepted >= 0 && it.Accepted <= it.Offered))
                posteriors[(site, learned.Slot, learned.Version)] = new Posterior(learned);
        }

        return posteriors;
    }

    private static async Task<Dictionary<string, List<FoldRules>>> AllRevisions(
        NpgsqlConnection connection,
        RulesTable rulesTable,
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
