using Microsoft.Data.Sqlite;
using static JourneyEngine.Vault.KeyFile;

namespace JourneyEngine.Vault;

/// <summary>Visitors' keys, wrapped, in a file apart from the data and its backups. Who is deleted here has lost every
/// detail, wherever it was copied to.</summary>
/// <exception cref="VaultUnavailableException">The file cannot be opened or made.</exception>
public sealed class KeyStore(string file, KeyEncryptionKeys ring)
{
    private const int RewrapSize = 500;

    private readonly KeyFile _file = new(file);

    /// <summary>Tells it from every other one; all copies of it have the same.</summary>
    public string Id => _file.Id;

    /// <returns>The visitor's key; a new one where there was none. Of two that are made at the same time the first
    /// holds.</returns>
    internal VisitorKey FindOrMake(string site, byte[] mark) =>
        _file.With(connection =>
        {
            if (Find(connection, site, mark) is { } known)
                return known;
            using var made = VisitorKey.New();
            var (id, wrapped) = ring.Wrap(made, PlaceOf(site, mark));
            Run(
                connection,
                "insert or ignore into keys (site, mark, kek, wrapped) values ($1, $2, $3, $4)",
                site,
                mark,
                id,
                wrapped
            );
            return Find(connection, site, mark)
                ?? throw new VaultUnavailableException("The visitor's key was destroyed while it was made.");
        });

    /// <returns>Null if the visitor has none, or none any more.</returns>
    internal VisitorKey? Find(string site, byte[] mark) => _file.With(connection => Find(connection, site, mark));

    /// <returns>Whether there was one.</returns>
    internal bool Destroy(string site, byte[] mark) =>
        _file.With(connection => Run(connection, "delete from keys where site = $1 and mark = $2", site, mark) > 0);

    /// <summary>Wraps every key under the current key of the ring. Where it was broken off, it goes on the next
    /// time.</summary>
    /// <returns>How many were wrapped anew.</returns>
    /// <exception cref="VaultUnavailableException">Some are left, wrapped under keys that the ring has not.</exception>
    public int Rewrap(CancellationToken cancellation) =>
        _file.With(connection =>
        {
            var count = 0;
            foreach (var earlier in ring.EarlierIds)
            {
                while (!cancellation.IsCancellationRequested && RewrapSome(connection, earlier) is > 0 and var some)
                    count += some;
            }

            if (!cancellation.IsCancellationRequested && Left(connection) is { Length: > 0 } left)
                throw new VaultUnavailableException(
                    $"Visitors' keys are still wrapped under keys of the vault that are not configured: {left}."
                );
            return count;
        });

    private int RewrapSome(SqliteConnection connection, string earlier)
    {
        using var transaction = connection.BeginTransaction();
        var outdated = Outdated(connection, earlier);
        foreach (var (site, mark, wrapped) in outdated)
        {
            using var key = ring.Unwrap(earlier, wrapped, PlaceOf(site, mark));
            var (id, anew) = ring.Wrap(key, PlaceOf(site, mark));
            Run(
                connection,
                "update keys set kek = $3, wrapped = $4 where site = $1 and mark = $2",
                site,
                mark,
                id,
                anew
            );
        }

        transaction.Commit();
        return outdated.Count;
    }

    private static List<(string Site, byte[] Mark, byte[] Wrapped)> Outdated(
        SqliteConnection connection,
        string earlier
    )
    {
        using var command = Command(
            connection,
            $"select site, mark, wrapped from keys where kek = $1 limit {RewrapSize}",
            earlier
        );
        using var reader = command.ExecuteReader();
        var rows = new List<(string, byte[], byte[])>();
        while (reader.Read())
            rows.Add((reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2)));
        return rows;
    }

    private string? Left(SqliteConnection connection)
    {
        using var command = Command(
            connection,
            "select group_concat(distinct kek) from keys where kek <> $1",
            ring.CurrentId
        );
        return command.ExecuteScalar() as string;
    }

    private VisitorKey? Find(SqliteConnection connection, string site, byte[] mark)
    {
        using var command = Command(
            connection,
            "select kek, wrapped from keys where site = $1 and mark = $2",
            site,
            mark
        );
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? ring.Unwrap(reader.GetString(0), reader.GetFieldValue<byte[]>(1), PlaceOf(site, mark))
            : null;
    }

    private static byte[] PlaceOf(string site, byte[] mark) => [.. StrictText.ToBytes(site), 0, .. mark];
}
