using Microsoft.Data.Sqlite;

namespace JourneyEngine.Vault;

/// <summary>The SQLite file of the visitors' wrapped keys, for the owner's eyes only.</summary>
/// <remarks>SQLite overwrites what it deletes (<c>secure_delete</c>), and its journal is cut off after each write, so
/// no copy stays beside.</remarks>
internal sealed class KeyFile
{
    private const int Patience = 10;

    private readonly string _connectionString;

    /// <exception cref="VaultUnavailableException">The file cannot be opened or made.</exception>
    public KeyFile(string file)
    {
        // Neither pooled nor made anew: a file that was moved away or replaced is not written to any longer.
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = Patience,
        }.ConnectionString;
        Id = With(
            connection =>
            {
                using var transaction = connection.BeginTransaction();
                Run(
                    connection,
                    "create table if not exists keys (site text not null, mark blob not null, kek text not null, "
                        + "wrapped blob not null, primary key (site, mark)) without rowid"
                );
                Run(connection, "create table if not exists store (id text not null)");
                Run(
                    connection,
                    "insert into store (id) select lower(hex(randomblob(16))) where not exists (select 1 from store)"
                );
                using var command = Command(connection, "select id from store");
                var id = (string)command.ExecuteScalar()!;
                transaction.Commit();
                return id;
            },
            () => Make(Path.GetFullPath(file))
        );
    }

    /// <summary>Of its own for every store, the same for all copies of it: rows know by it which store has their
    /// keys.</summary>
    public string Id { get; }

    /// <exception cref="VaultUnavailableException">The file cannot be read or written.</exception>
    public T With<T>(Func<SqliteConnection, T> work) => With(work, () => { });

    public static int Run(SqliteConnection connection, string statement, params object[] values)
    {
        using var command = Command(connection, statement, values);
        return command.ExecuteNonQuery();
    }

    public static SqliteCommand Command(SqliteConnection connection, string statement, params object[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i + 1}", values[i]);
        return command;
    }

    private T With<T>(Func<SqliteConnection, T> work, Action before)
    {
        try
        {
            before();
            using var connection = new SqliteConnection(_connectionString);
            connection.Open();
            Run(connection, "pragma journal_mode = truncate; pragma synchronous = full; pragma secure_delete = on");
            return work(connection);
        }
        catch (Exception failure)
            when (failure
                    is SqliteException
                        or IOException
                        or UnauthorizedAccessException
                        or InvalidCastException
                        or TypeInitializationException
            )
        {
            var kind = failure is SqliteException { SqliteErrorCode: var code }
                ? $"SQLite {code}"
                : failure.GetType().Name;
            throw new VaultUnavailableException($"The store of the vault's keys cannot be reached ({kind}).");
        }
    }

    private static void Make(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Open(file, FileMode.Append).Dispose();
            return;
        }

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!, OwnerOnly | UnixFileMode.UserExecute);
        // Not opened where it is there: closing it would end the locks that this process has on it.
        if (!File.Exists(file))
            new FileStream(
                file,
                new FileStreamOptions
                {
                    Mode = FileMode.Append,
                    Access = FileAccess.Write,
                    Share = FileShare.ReadWrite,
                    UnixCreateMode = OwnerOnly,
                }
            ).Dispose();
        File.SetUnixFileMode(file, OwnerOnly);
    }
}
