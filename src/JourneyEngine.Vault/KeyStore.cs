using Microsoft.Data.Sqlite;

namespace JourneyEngine.Vault;

/// <summary>Visitors' keys, wrapped, in a file apart from the data and its backups. Who is deleted here has lost every detail, wherever it was copied to.</summary>
/// <remarks>SQLite overwrites what it deletes (<c>secure_delete</c>), and its journal is cut off after each write, so no copy stays beside.</remarks>
public sealed class KeyStore
{
    private const int RewrapSize = 500;

    private readonly string _connectionString;
    private readonly KeyRing _ring;

    /// <exception cref="VaultUnavailableException">The file cannot be opened or made.</exception>
    public KeyStore(string file, KeyRing ring)
    {
        _ring = ring;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 10 }.ConnectionString;
        Reaching(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            using var connection = Open();
            Run(connection, "create table if not exists keys (site text not null, mark blob not null, kek text not null, wrapped blob not null, primary key (site, mark)) without rowid");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return true;
        });
    }

    /// <returns>The visitor's key; a new one where there was none. Of two that are made at the same time the first holds.</returns>
    internal VisitorKey FindOrMake(string site, byte[] mark) => Reaching(() =>
    {
        using var connection = Open();
        if (Find(connection, site, mark) is { } known)
            return known;
        using var made = VisitorKey.New();
        var (id, wrapped) = _ring.Wrap(made, PlaceOf(site, mark));
        Run(connection, "insert or ignore into keys (site, mark, kek, wrapped) values ($1, $2, $3, $4)", site, mark, id, wrapped);
        return Find(connection, site, mark)!;
    });

    /// <returns>Nothing where the visitor has none, or none any more.</returns>
    internal VisitorKey? Find(string site, byte[] mark) => Reaching(() =>
    {
        using var connection = Open();
        return Find(connection, site, mark);
    });

    /// <returns>Whether there was one.</returns>
    internal bool Destroy(string site, byte[] mark) => Reaching(() =>
    {
        using var connection = Open();
        return Run(connection, "delete from keys where site = $1 and mark = $2", site, mark) > 0;
    });

    /// <summary>Wraps every key under the current key of the ring; what is left under another one can be gone on with.</summary>
    /// <returns>How many were wrapped anew.</returns>
    public int Rewrap(CancellationToken cancellation) => Reaching(() =>
    {
        var count = 0;
        using var connection = Open();
        while (!cancellation.IsCancellationRequested && Outdated(connection) is { Count: > 0 } outdated)
        {
            foreach (var (site, mark, kek, wrapped) in outdated)
            {
                using var key = _ring.Unwrap(kek, wrapped, PlaceOf(site, mark));
                var (id, anew) = _ring.Wrap(key, PlaceOf(site, mark));
                count += Run(connection, "update keys set kek = $3, wrapped = $4 where site = $1 and mark = $2 and kek = $5", site, mark, id, anew, kek);
            }
        }

        return count;
    });

    private List<(string Site, byte[] Mark, string Kek, byte[] Wrapped)> Outdated(SqliteConnection connection)
    {
        using var command = Command(connection, $"select site, mark, kek, wrapped from keys where kek <> $1 limit {RewrapSize}", _ring.CurrentId);
        using var reader = command.ExecuteReader();
        var rows = new List<(string, byte[], string, byte[])>();
        while (reader.Read())
            rows.Add((reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3)));
        return rows;
    }

    private VisitorKey? Find(SqliteConnection connection, string site, byte[] mark)
    {
        using var command = Command(connection, "select kek, wrapped from keys where site = $1 and mark = $2", site, mark);
        using var reader = command.ExecuteReader();
        return reader.Read() ? _ring.Unwrap(reader.GetString(0), reader.GetFieldValue<byte[]>(1), PlaceOf(site, mark)) : null;
    }

    private static byte[] PlaceOf(string site, byte[] mark) => [.. StrictText.ToBytes(site), 0, .. mark];

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        Run(connection, "pragma journal_mode = truncate; pragma synchronous = full; pragma secure_delete = on");
        return connection;
    }

    private static int Run(SqliteConnection connection, string statement, params object[] values)
    {
        using var command = Command(connection, statement, values);
        return command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string statement, params object[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i + 1}", values[i]);
        return command;
    }

    private static T Reaching<T>(Func<T> what)
    {
        try
        {
            return what();
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new VaultUnavailableException($"The store of the vault's keys cannot be reached ({failure.GetType().Name}).");
        }
    }
}
