using System.Collections.Concurrent;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Learning;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using JourneyEngine.Sites;
using Marten;
using Npgsql;

namespace JourneyEngine.Personalization;

/// <summary>
/// What learning slots believe. It is a projection: sums over visitors' journeys, of which a version is stored as a
/// fact whenever enough was added, so that every decision can be made again with what it believed.
/// </summary>
public sealed class Posteriors(
    NpgsqlDataSource database,
    IDocumentStore store,
    SiteConfiguration configuration,
    TimeProvider clock
)
{
    private readonly ConcurrentDictionary<(string Site, string Slot), Posterior> _known = new();

    /// <returns>The latest version; nothing believed where there is none.</returns>
    public async ValueTask<Posterior> Latest(string site, string slot, CancellationToken cancellation)
    {
        var learned = await configuration.Latest<PosteriorUpdated>(site, StreamNames.Posterior(slot), cancellation);
        return Of(site, slot, learned);
    }

    /// <summary>Stores the next version where anything was added since the latest one. Of many hosts that do so at the
    /// same time one stores it.</summary>
    public async Task<PosteriorUpdated?> Update(string site, string slot, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // Before the sums: were another host to store a version between, this one's would be older sums under a later
        // number.
        var latest = await configuration.Stored<PosteriorUpdated>(site, StreamNames.Posterior(slot), cancellation);
        var cells = PosteriorSums.Cells(await PosteriorSums.Read(connection, site, slot, cancellation));
        return await Update(site, slot, cells, latest, (before, now) => before.DiffersFrom(now), cancellation);
    }

    /// <summary>
    /// The same for many slots where enough was added. Most have heard nothing new, so they are asked for together.
    /// While journeys are folded anew by other rules, sums are those of neither, and nothing is stored.
    /// </summary>
    public async Task UpdateAll(string site, IReadOnlyCollection<string> slots, CancellationToken cancellation)
    {
        var learned = (
            await configuration.AllLatest<PosteriorUpdated>(site, StreamNames.Posterior(""), cancellation)
        ).ToDictionary(it => it.Slot);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var moment = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead,
            cancellation
        );
        if (!(await ProjectionCheckpoint.Read(connection, site, PosteriorSums.Measures, cancellation)).Complete)
            return;
        var heard = (await PosteriorSums.Read(connection, site, null, cancellation)).ToLookup(it => it.Cell.Slot);
        await moment.CommitAsync(cancellation);
        foreach (var slot in slots.Where(it => heard.Contains(it) || learned.ContainsKey(it)))
            await Update(
                site,
                slot,
                PosteriorSums.Cells(heard[slot]),
                learned.GetValueOrDefault(slot),
                (before, now) => before.IsOutdatedBy(now),
                cancellation
            );
    }

    private async Task<PosteriorUpdated?> Update(
        string site,
        string slot,
        PosteriorCell[] cells,
        PosteriorUpdated? latest,
        Func<Posterior, PosteriorCell[], bool> isWorthIt,
        CancellationToken cancellation
    )
    {
        var before = Of(site, slot, latest);
        if (!isWorthIt(before, cells))
            return latest;
        var learned = new PosteriorUpdated(slot, before.Version + 1, cells, clock.GetUtcNow());
        try
        {
            await using var session = store.LightweightSession(site);
            session.Events.Append(StreamNames.Posterior(slot), learned.Version, learned);
            await session.SaveChangesAsync(cancellation);
            return learned;
        }
        catch (Exception failure) when (AppendConflict.Is(failure))
        {
            return await configuration.Stored<PosteriorUpdated>(site, StreamNames.Posterior(slot), cancellation);
        }
    }

    /// <remarks>To make one fits a belief to every cell, so each version is made once.</remarks>
    private Posterior Of(string site, string slot, PosteriorUpdated? learned) =>
        learned is null ? Posterior.BeforeLearning
        : _known.TryGetValue((site, slot), out var known) && known.Version == learned.Version ? known
        : _known[(site, slot)] = new Posterior(learned);
}
