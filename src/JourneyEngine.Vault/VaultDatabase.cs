using System.Buffers.Binary;
using System.Net.Sockets;
using Npgsql;

namespace JourneyEngine.Vault;

/// <summary>The vault's database under its own role. Its tables are made, and its walls looked at, when it is reached
/// for the first time.</summary>
internal sealed class VaultDatabase(NpgsqlDataSource database, string keyStore)
{
    private readonly SemaphoreSlim _turn = new(1);
    private bool _isMade;

    /// <summary>Works with a visitor's rows while nobody else does: no detail comes in while they are
    /// shredded.</summary>
    public Task<T> Alone<T>(
        string site,
        byte[] mark,
        Func<NpgsqlConnection, Task<T>> work,
        CancellationToken cancellation
    ) =>
        With(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellation);
                await Run(
                    connection,
                    "select pg_advisory_xact_lock(hashtextextended($1, $2))",
                    cancellation,
                    site,
                    BinaryPrimitives.ReadInt64BigEndian(mark)
                );
                var done = await work(connection);
                await transaction.CommitAsync(cancellation);
                return done;
            },
            cancellation
        );

    /// <exception cref="VaultUnavailableException">PostgreSQL cannot be reached, or refuses.</exception>
    public async Task<T> With<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            await Ensure(cancellation);
            await using var connection = await database.OpenConnectionAsync(cancellation);
            return await work(connection);
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException or TimeoutException)
        {
            // What comes back may be another database, such as one from a backup.
            Volatile.Write(ref _isMade, false);
            // The cause is not passed on: it may quote a row.
            throw new VaultUnavailableException(
                "The vault's database cannot be reached "
                    + $"({(failure as NpgsqlException)?.SqlState ?? failure.GetType().Name})."
            );
        }
    }

    public static async Task<int> Run(
        NpgsqlConnection connection,
        string statement,
        CancellationToken cancellation,
        params object[] values
    )
    {
        await using var command = Command(connection, statement, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public static NpgsqlCommand Command(NpgsqlConnection connection, string statement, params object[] values)
    {
        var command = new NpgsqlCommand(statement, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    /// <returns>Null where the column is null.</returns>
    public static DateTimeOffset? Moment(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private async Task Ensure(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _isMade))
            return;
        await _turn.WaitAsync(cancellation);
        try
        {
            if (!_isMade)
                await VaultSchema.Ensure(database, keyStore, cancellation);
            Volatile.Write(ref _isMade, true);
        }
        finally
        {
            _turn.Release();
        }
    }
}
