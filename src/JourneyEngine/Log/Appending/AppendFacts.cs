using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Log.Appending;

/// <summary>Appends any number of facts to any number of streams in one statement, into Marten's own tables.</summary>
internal static class AppendFacts
{
    private const string Statement =
        "select known, versions, shut from journey.append_facts($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    /// <summary>An append takes milliseconds; one that waits for longer is given up, and its senders come again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Stands for the version of a fact that is not stored because its visitor is closed.</summary>
    public const long ClosedVersion = -1;

    /// <returns>For each row the version that it has in its stream now; 0 where its id was stored before,
    /// <see cref="ClosedVersion"/> where its visitor is closed.</returns>
    public static async Task<long[]> Append(
        NpgsqlDataSource database,
        IReadOnlyList<FactRow> rows,
        CancellationToken cancellation
    )
    {
        var versions = new long[rows.Count];
        var places = Enumerable.Range(0, rows.Count).ToArray();
        while (places.Length > 0)
        {
            var (known, closed, stored) = await Try(database, [.. places.Select(place => rows[place])], cancellation);
            if (known is null && closed is null)
            {
                for (var i = 0; i < places.Length; i++)
                    versions[places[i]] = stored[i];
                return versions;
            }

            foreach (var place in places.Where(place => closed is not null && IsClosed(rows[place], closed)))
                versions[place] = ClosedVersion;
            places =
            [
                .. places.Where(place => versions[place] != ClosedVersion && known?.Contains(rows[place].Id) != true),
            ];
        }

        return versions;
    }

    private static bool IsClosed(in FactRow row, HashSet<string> closed) =>
        closed.Contains(Convert.ToHexString(row.SubjectHash))
        || Array.Exists(row.OtherSubjectHashes, hash => closed.Contains(Convert.ToHexString(hash)));

    /// <returns>Either the ids that are stored already, or the subject hashes of closed visitors, and nothing was
    /// appended; or the version of each row.</returns>
    private static async Task<(HashSet<Guid>? Known, HashSet<string>? Closed, long[] Versions)> Try(
        NpgsqlDataSource database,
        FactRow[] rows,
        CancellationToken cancellation
    )
    {
        var batch = new FactBatch(rows);
        await using var command = database.CreateCommand(Statement);
        command.CommandTimeout = (int)Patience.TotalSeconds;
        Add(command, NpgsqlDbType.Varchar, batch.Streams, stream => stream.Site);
        Add(command, NpgsqlDbType.Varchar, batch.Streams, stream => stream.Name);
        Add(command, NpgsqlDbType.Bigint, batch.Streams, stream => stream.Facts);
        Add(command, NpgsqlDbType.Varchar, rows, row => row.Site);
        Add(command, NpgsqlDbType.Varchar, rows, row => row.Stream);
        Add(command, NpgsqlDbType.Integer, batch.StreamOf, stream => stream + 1);
        Add(command, NpgsqlDbType.Bigint, batch.Behind, it => it);
        Add(command, NpgsqlDbType.Uuid, rows, row => row.Id);
        Add(command, NpgsqlDbType.Varchar, rows, row => row.Type);
        Add(command, NpgsqlDbType.Jsonb, rows, row => row.Data);
        Add(command, NpgsqlDbType.Varchar, batch.SubjectHashes, it => it.Site);
        Add(command, NpgsqlDbType.Bytea, batch.SubjectHashes, it => it.SubjectHash);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        if (!await reader.IsDBNullAsync(0, cancellation))
            return ([.. reader.GetFieldValue<Guid[]>(0)], null, []);
        if (!await reader.IsDBNullAsync(2, cancellation))
            return (null, [.. reader.GetFieldValue<byte[][]>(2).Select(Convert.ToHexString)], []);
        var latest = reader.GetFieldValue<long[]>(1);
        return (null, null, [.. batch.Behind.Select((it, i) => latest[batch.StreamOf[i]] + it)]);
    }

    private static void Add<TRow, T>(NpgsqlCommand command, NpgsqlDbType type, TRow[] rows, Func<TRow, T> of)
    {
        var column = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            column[i] = of(rows[i]);
        command.Parameters.Add(
            new NpgsqlParameter<T[]> { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | type }
        );
    }
}
