using JourneyEngine.Http;
using JourneyEngine.Journeys;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Collection.Quarantine;

/// <summary>An item that was set aside.</summary>
/// <param name="Mark">Of the visitor, and of the other pseudonym that the item links; see
/// <see cref="KeyDerivation.SubjectHash"/>.</param>
/// <param name="Item">What is needed to take it in later, as a call of Segment's API; absent where it is too large to
/// be kept.</param>
public sealed record QuarantineRow(
    string MessageId,
    string Kind,
    string? Name,
    string Reason,
    DateTimeOffset ReceivedAt,
    byte[]? Mark = null,
    byte[]? AliasMark = null,
    string? Item = null
);

/// <summary>Items that were set aside, by site and message id, until they are taken in or expire.</summary>
public sealed class QuarantineTable(NpgsqlDataSource database)
{
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(14);

    private const string Columns = "message_id, kind, name, reason, received_at, item";

    /// <summary>The first of a message id stays; nothing is kept of closed visitors.</summary>
    /// <remarks>The visitors are held in common meanwhile, and alone by an erasure: none slips in while theirs are
    /// deleted.</remarks>
    public async Task Keep(string site, IReadOnlyCollection<QuarantineRow> rows, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        foreach (
            var mark in rows.SelectMany(it => new[] { it.Mark, it.AliasMark })
                .OfType<byte[]>()
                .DistinctBy(Convert.ToHexString)
                .OrderBy(Convert.ToHexString, StringComparer.Ordinal)
        )
            await Hold(connection, mark, "_shared", cancellation);
        await using var command = new NpgsqlCommand(
            """
            insert into journey.quarantine (site, message_id, kind, name, reason, received_at, mark, alias_mark, item)
            select $1, * from unnest($2, $3, $4, $5, $6, $7, $8, $9) it (message_id, kind, name, reason, received_at, mark, alias_mark, item)
            where not exists (select from journey.closed where closed.site = $1 and closed.mark in (it.mark, it.alias_mark))
            on conflict do nothing
            """,
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = rows.Select(it => it.MessageId).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(it => it.Kind).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(it => it.Name).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(it => it.Reason).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(it => it.ReceivedAt).ToArray() });
        command.Parameters.Add(
            new()
            {
                Value = rows.Select(it => it.Mark).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
            }
        );
        command.Parameters.Add(
            new()
            {
                Value = rows.Select(it => it.AliasMark).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
            }
        );
        command.Parameters.Add(new() { Value = rows.Select(it => it.Item).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Until the end of the transaction nothing of this visitor is set aside by anybody else.</summary>
    public static Task Hold(NpgsqlConnection connection, byte[] mark, CancellationToken cancellation) =>
        Hold(connection, mark, "", cancellation);

    private static async Task Hold(
        NpgsqlConnection connection,
        byte[] mark,
        string kind,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand($"select pg_advisory_xact_lock{kind}($1)", connection);
        command.Parameters.Add(new() { Value = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(mark) });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The latest, newest first.</summary>
    public Task<List<QuarantineRow>> Latest(
        string site,
        DateTimeOffset now,
        int limit,
        CancellationToken cancellation
    ) =>
        Rows(
            $"select {Columns} from journey.quarantine where site = $1 and received_at > $2 order by received_at desc, "
                + $"message_id limit $3",
            cancellation,
            site,
            now - Lifetime,
            limit
        );

    /// <summary>Those that can be taken in later, oldest first, a page at a time.</summary>
    /// <param name="after">The last row of the page before.</param>
    public Task<List<QuarantineRow>> Page(
        string site,
        DateTimeOffset now,
        QuarantineRow? after,
        int limit,
        CancellationToken cancellation
    ) =>
        Rows(
            $"select {Columns} from journey.quarantine where site = $1 and received_at > $2 and (received_at, "
                + $"message_id) > ($3, $4) and item is not null order by received_at, message_id limit $5",
            cancellation,
            site,
            now - Lifetime,
            after?.ReceivedAt ?? DateTimeOffset.UnixEpoch,
            after?.MessageId ?? "",
            limit
        );

    /// <returns>How many are there, up to a number.</returns>
    public async Task<int> Count(string site, int upTo, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select count(*)::int from (select from journey.quarantine where site = $1 limit $2) counted"
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = upTo });
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    public Task Remove(string site, string[] messageIds, CancellationToken cancellation) =>
        Run(
            database.CreateCommand("delete from journey.quarantine where site = $1 and message_id = any($2)"),
            cancellation,
            site,
            messageIds
        );

    /// <summary>Why they are still here.</summary>
    public Task Explain(string site, string[] messageIds, string[] reasons, CancellationToken cancellation) =>
        Run(
            database.CreateCommand(
                """
                update journey.quarantine row set reason = told.reason from unnest($2, $3) told (message_id, reason)
                where site = $1 and row.message_id = told.message_id and row.reason <> told.reason
                """
            ),
            cancellation,
            site,
            messageIds,
            reasons
        );

    /// <summary>Deletes all that a visitor's pseudonyms are in, within whatever transaction the connection
    /// has.</summary>
    /// <returns>How many items.</returns>
    public static async Task<int> Forget(
        NpgsqlConnection connection,
        string site,
        byte[][] marks,
        CancellationToken cancellation
    ) =>
        await Run(
            new NpgsqlCommand(
                "delete from journey.quarantine where site = $1 and (mark = any($2) or alias_mark = any($2))",
                connection
            ),
            cancellation,
            site,
            marks
        );

    /// <inheritdoc cref="EraseWith"/>
    /// <remarks>Nothing of the visitor is set aside by anybody else until the transaction ends.</remarks>
    internal static async Task Erase(
        NpgsqlConnection connection,
        string site,
        string visitor,
        byte[] mark,
        CancellationToken cancellation
    )
    {
        await Hold(connection, mark, cancellation);
        await Forget(connection, site, [mark], cancellation);
    }

    /// <summary>Deletes what is older than <see cref="Lifetime"/>, on all sites.</summary>
    public Task<int> Expire(DateTimeOffset now, CancellationToken cancellation) =>
        Run(
            database.CreateCommand("delete from journey.quarantine where received_at <= $1"),
            cancellation,
            now - Lifetime
        );

    private async Task<List<QuarantineRow>> Rows(string query, CancellationToken cancellation, params object[] values)
    {
        await using var command = database.CreateCommand(query);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        var rows = new List<QuarantineRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(
                new QuarantineRow(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.IsDBNull(2) ? null : reader.GetString(2),
                    reader.GetString(3),
                    reader.GetFieldValue<DateTimeOffset>(4),
                    Item: reader.IsDBNull(5) ? null : reader.GetString(5)
                )
            );
        }

        return rows;
    }

    private static async Task<int> Run(NpgsqlCommand command, CancellationToken cancellation, params object[] values)
    {
        await using var _ = command;
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
