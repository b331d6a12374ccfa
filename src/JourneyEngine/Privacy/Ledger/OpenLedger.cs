using JourneyEngine.Http;
using JourneyEngine.Log.Hosts;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Privacy.Ledger;

/// <summary>Makes sure, before a host reads its erase ledger, that it is the one that all hosts on the database
/// share.</summary>
public sealed class OpenLedger(
    ErasureLedger ledger,
    LedgerSettings settings,
    DatabaseIdentity identity,
    NpgsqlDataSource database,
    KeyDerivation keys,
    TimeProvider clock,
    ILogger<OpenLedger> logger
)
{
    private const string Part = "erase ledger";
    private const string Kind = "erase ledger kind";
    private const string InDatabase = "database";

    /// <exception cref="ErasureLedgerException">It cannot be used, or is another one than the database knows; nothing is
    /// written to it then.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        RequireApart();
        // A file may be a copy of it, of before the latest erasures.
        if (ledger.IsFile && await identity.Find(Kind, cancellation) == InDatabase)
            throw new ErasureLedgerException(
                $"The erase ledger of the hosts on this database is a database of its own, and {ledger.Name} is a file, "
                    + "maybe a copy of before the latest erasures. Set JOURNEY_ERASURES to that database; "
                    + "ops/runbooks/erasure.md says how, and how a ledger becomes a file again."
            );
        if (ledger.IsFile && settings.IsWithOwnServer)
            logger.LogWarning(
                "The erase ledger is the file {File}, beside a PostgreSQL of your own: it holds for hosts on this machine "
                    + "alone. Set JOURNEY_ERASURES to a database of its own, see ops/runbooks/erasure.md.",
                ledger.Name
            );
        await using var file =
            !ledger.IsFile && File.Exists(settings.File) ? ErasureLedger.At(settings.File, keys, logger) : null;
        var known = await identity.Find(Part, cancellation);
        var own = await ledger.Identity(cancellation) ?? (file is null ? null : await file.Identity(cancellation));
        if (known is not null && known != Fingerprint(own))
            throw Another();
        if (file is not null)
            await Move(file, cancellation);
        await ledger.Begin(clock.GetUtcNow(), cancellation);
        own = await ledger.Identity(cancellation);
        if (await identity.FindOrSet(Part, Fingerprint(own), cancellation) != Fingerprint(own))
            throw Another();
        if (!ledger.IsFile)
            await identity.FindOrSet(Kind, InDatabase, cancellation);
    }

    private string Fingerprint(Guid? own) => keys.Fingerprint($"{Part}/{own}");

    /// <remarks>What is restored together with the database cannot make it forget.</remarks>
    private void RequireApart()
    {
        if (ledger.IsFile)
            return;
        var (events, erasures) = (
            new NpgsqlConnectionStringBuilder(database.ConnectionString),
            new NpgsqlConnectionStringBuilder(settings.Place)
        );
        if (events.Host != erasures.Host || events.Port != erasures.Port)
            return;
        if ((events.Database ?? events.Username) == (erasures.Database ?? erasures.Username))
            throw new ErasureLedgerException(
                "JOURNEY_ERASURES names the engine's own database: a backup of it would bring back whoever was erased "
                    + "since, and the ledger of before. Give the ledger a database of its own, best on another server."
            );
        logger.LogWarning(
            "The erase ledger is on the same server as the engine's database: bring back single databases there, never "
                + "the whole server, or the ledger goes back in time with it."
        );
    }

    private async Task Move(ErasureLedger file, CancellationToken cancellation)
    {
        var moved = await ledger.TakeOver(file, cancellation);
        var kept = $"{settings.File}.moved-{clock.GetUtcNow():yyyyMMddHHmmss}";
        try
        {
            File.Move(settings.File, kept);
        }
        catch (FileNotFoundException)
        {
            // Another host on the folder was faster; each takes in only what is not there yet.
            return;
        }

        logger.LogInformation(
            "The erase ledger was moved: {Lines} lines of {File} are {Place} now. The file is kept as {Kept}.",
            moved,
            settings.File,
            ledger.Name,
            kept
        );
    }

    private ErasureLedgerException Another() =>
        new(
            $"The erase ledger {ledger.Name} is another one than the hosts on this database share: who was erased "
                + "through them would come back with a backup. Set JOURNEY_ERASURES to theirs; ops/runbooks/erasure.md says "
                + "how, and what to do where it is lost."
        );
}
