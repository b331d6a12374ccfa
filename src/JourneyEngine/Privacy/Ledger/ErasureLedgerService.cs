using Dapper;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Privacy.Ledger;

/// <summary>Before the port opens: whoever the ledger names and the database still knows, because an older backup was
/// restored or a crash came between, is forgotten again.</summary>
public sealed class ErasureLedgerService(
    OpenLedger open,
    ErasureLedger ledger,
    NpgsqlDataSource database,
    EraseJourney remove,
    KeyDerivation keys,
    ILogger<ErasureLedgerService> logger
) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await open.Run(cancellationToken);
        await Complete(cancellationToken);
        var forgotten = await Run(cancellationToken);
        if (forgotten > 0)
            logger.LogWarning(
                "{Visitors} erased visitors were in the database again, as after a restore; they are erased again.",
                forgotten
            );
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whom the database knows as erased is in the ledger, too: the ledger is written first, so who is not was
    /// lost from it.</summary>
    private async Task Complete(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var erased = await ClosedVisitors.AllErased(connection, cancellation);
        var lost = await ledger.Write(
            [.. erased.Select(it => new ErasureEntry(Guid.CreateVersion7(it.At), it.Site, it.SubjectHash, it.At))],
            cancellation
        );
        if (lost > 0)
            logger.LogWarning(
                "{Erasures} erasures that the database knows were not in the erase ledger, and are now: an older ledger was "
                    + "brought back, or another host has one of its own. All hosts must share one.",
                lost
            );
    }

    /// <returns>How many visitors had come back.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var entries = await Unknown(connection, await ledger.Read(cancellation), cancellation);
        if (entries.Count == 0)
            return 0;
        var missing = entries.ToLookup(it => it.Site, it => Convert.ToHexString(it.SubjectHash));
        var back = 0;
        foreach (var site in missing)
        {
            var hashes = site.ToHashSet();
            foreach (var visitor in await Visitors(site.Key, cancellation))
            {
                if (!hashes.Contains(Convert.ToHexString(keys.SubjectHash(site.Key, visitor))))
                    continue;
                await remove.Run(site.Key, visitor, cancellation);
                back++;
            }
        }

        foreach (var entry in entries)
            await ClosedVisitors.Close(
                connection,
                entry.Site,
                entry.SubjectHash,
                ClosedVisitors.Erased,
                entry.At,
                cancellation
            );
        return back;
    }

    /// <summary>Those that are not done to the end: a visitor is marked as erased in the transaction that deletes
    /// everything.</summary>
    private static async Task<IReadOnlyList<ErasureEntry>> Unknown(
        NpgsqlConnection connection,
        IReadOnlyList<ErasureEntry> entries,
        CancellationToken cancellation
    )
    {
        var known = await ClosedVisitors.ErasedOf(
            connection,
            [.. entries.Select(it => (it.Site, it.SubjectHash))],
            cancellation
        );
        return [.. entries.Where(it => !known.Contains(Convert.ToHexString(it.SubjectHash)))];
    }

    /// <summary>Everybody whom any table names: a pseudonym may be left where its stream is gone.</summary>
    private async Task<List<string>> Visitors(string site, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var elsewhere = await connection.QueryAsync<string>(
            new CommandDefinition(
                """
                select visitor from journey.journeys where site = @site
                union select unnest(visitors) from journey.subject_requests where site = @site
                """,
                new { site },
                commandTimeout: 0,
                cancellationToken: cancellation
            )
        );
        return
        [
            .. (await VisitorStreams.All(connection, site, cancellation))
                .Union(elsewhere)
                .Union(await LinkFacts.Users(connection, site, cancellation)),
        ];
    }
}
