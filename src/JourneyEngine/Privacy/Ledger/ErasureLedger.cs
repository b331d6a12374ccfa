using System.Security.Cryptography;
using JourneyEngine.Http;
using JourneyEngine.Settings;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Privacy.Ledger;

/// <summary>
/// The list of all erasures, apart from the engine's database and its backups, so that a restored database can be made to
/// forget again. It is written before anything is deleted; it names nobody; a line that is changed, moved or taken out
/// is found. All hosts on one database share one.
/// </summary>
public sealed class ErasureLedger : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ILedgerPlace _place;
    private readonly LedgerChain _chain;

    private ErasureLedger(ILedgerPlace place, KeyDerivation keys) =>
        (_place, _chain) = (place, new LedgerChain(keys, place.Name));

    /// <param name="place">A file, or the connection string of a database.</param>
    public static ErasureLedger At(string place, KeyDerivation keys, ILogger logger) =>
        new(FileOrPostgresAttribute.IsConnection(place) ? new LedgerTable(place) : new LedgerFile(place, logger), keys);

    /// <summary>How messages call it.</summary>
    internal string Name => _place.Name;

    internal bool IsFile => _place is LedgerFile;

    /// <summary>Takes those in who are not in it yet.</summary>
    /// <returns>How many were not, once they are on the disk.</returns>
    /// <exception cref="ErasureLedgerException">The ledger cannot be written, or was tampered with; nothing may be erased
    /// then.</exception>
    public Task<int> Write(IReadOnlyCollection<ErasureEntry> entries, CancellationToken cancellation) =>
        Alone(() => _chain.Missing(entries), cancellation);

    /// <returns>Who is to be gone.</returns>
    /// <exception cref="ErasureLedgerException">It cannot be read, or a line is not what was written; the message says
    /// which.</exception>
    public async Task<IReadOnlyList<ErasureEntry>> Read(CancellationToken cancellation) =>
        [.. (await All(cancellation)).Where(it => !it.IsOpening)];

    /// <returns>By which this ledger is told from others, for as long as it lives; null if nothing is in it.</returns>
    internal async Task<Guid?> Identity(CancellationToken cancellation) =>
        (await All(cancellation)) is [var first, ..] ? first.Id : null;

    /// <summary>Writes the first line where there is none.</summary>
    internal Task Begin(DateTimeOffset now, CancellationToken cancellation) =>
        Alone(
            () =>
                _chain.Entries.Count > 0
                    ? []
                    : _chain.Missing([new(Guid.CreateVersion7(now), "", RandomNumberGenerator.GetBytes(32), now)]),
            cancellation
        );

    /// <summary>Takes in what another ledger holds: all of its lines as they are where this one has none.</summary>
    /// <returns>How many were not in it.</returns>
    internal async Task<int> TakeOver(ErasureLedger other, CancellationToken cancellation)
    {
        var lines = await other.All(cancellation);
        return await Alone(
            () => _chain.Entries.Count == 0 ? lines : _chain.Missing(lines.Where(it => !it.IsOpening)),
            cancellation
        );
    }

    public async ValueTask DisposeAsync()
    {
        _turn.Dispose();
        await _place.DisposeAsync();
    }

    private async Task<IReadOnlyList<ErasureEntry>> All(CancellationToken cancellation)
    {
        IReadOnlyList<ErasureEntry> entries = [];
        await Alone(
            () =>
            {
                entries = [.. _chain.Entries];
                return [];
            },
            cancellation
        );
        return entries;
    }

    private async Task<int> Alone(Func<IReadOnlyList<ErasureEntry>> added, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            IReadOnlyList<ErasureEntry> sealedEntries = [];
            await _place.Alone(
                _chain.Entries.Count,
                lines =>
                {
                    _chain.Take(lines);
                    sealedEntries = added();
                    return [.. sealedEntries.Select(LedgerChain.Line)];
                },
                cancellation
            );
            foreach (var entry in sealedEntries)
                _chain.Add(entry);
            return sealedEntries.Count;
        }
        finally
        {
            _turn.Release();
        }
    }
}
