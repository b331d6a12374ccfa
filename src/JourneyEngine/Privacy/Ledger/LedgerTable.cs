using JourneyEngine.Contracts;
using Npgsql;

namespace JourneyEngine.Privacy.Ledger;

/// <summary>The ledger as a table of a database of its own, with the same lines as the file.</summary>
internal sealed class LedgerTable : ILedgerPlace
{
    private static readonly string Make = $"""
        do $$ begin
            if current_setting('fsync') = 'off' or current_setting('full_page_writes') = 'off' then
                raise exception 'it has fsync or full_page_writes off, so it can lose what it has committed';
            end if;
            perform pg_advisory_xact_lock({AdvisoryLocks.ErasureLedger});
            if to_regnamespace('erasures') is null then create schema erasures; end if;
            if to_regclass('erasures.ledger') is null then
                create table erasures.ledger (line bigint primary key, entry text not null);
            end if;
        end $$
        """;

    /// <remarks>A host that hangs in its turn must not hold up the others for ever.</remarks>
    private const string Turn = """
        set local synchronous_commit = on;
        set local lock_timeout = '10s';
        set local idle_in_transaction_session_timeout = '10s';
        lock table erasures.ledger in exclusive mode
        """;

    private readonly NpgsqlDataSource _database;
    private bool _isMade;

    public LedgerTable(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "journey-ledger" };
        Name = $"in database {settings.Database ?? settings.Username} on {settings.Host}:{settings.Port}";
        _database = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "ledger" }.Build();
    }

    public string Name { get; }

    public async Task Alone(
        int known,
        Func<IReadOnlyList<string>, IReadOnlyList<string>> work,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var connection = await _database.OpenConnectionAsync(cancellation);
            if (!_isMade)
                await Run(connection, Make, cancellation);
            _isMade = true;
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await Run(connection, Turn, cancellation);
            var lines = await Lines(connection, known, cancellation);
            var added = work(lines);
            if (added.Count > 0)
                await Run(
                    connection,
                    "insert into erasures.ledger (line, entry) select $1 + number, entry from unnest($2) with ordinality "
                        + "it (entry, number)",
                    CancellationToken.None,
                    Math.Max(known - 1L, 0) + lines.Count,
                    added.ToArray()
                );
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            // What comes back may be another database, such as one from a backup.
            _isMade = false;
            throw new ErasureLedgerException(
                $"The erase ledger {Name} cannot be reached or written, which JOURNEY_ERASURES names: {failure.Message}",
                failure
            );
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static async Task<List<string>> Lines(
        NpgsqlConnection connection,
        int known,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "select entry from erasures.ledger where line >= $1 order by line",
            connection
        );
        command.Parameters.Add(new() { Value = (long)known });
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            lines.Add(reader.GetString(0));
        return lines;
    }

    private static async Task Run(
        NpgsqlConnection connection,
        string statement,
        CancellationToken cancellation,
        params object[] values
    )
    {
        await using var command = new NpgsqlCommand(statement, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
