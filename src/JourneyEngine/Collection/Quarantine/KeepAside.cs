using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Collection.Quarantine;

/// <summary>Sets items aside.</summary>
internal static class KeepAside
{
    /// <remarks>The visitors are held in common meanwhile, and alone by an erasure: none slips in while theirs are
    /// deleted.</remarks>
    public static async Task Run(
        NpgsqlDataSource database,
        string site,
        string key,
        IReadOnlyCollection<QuarantineRow> rows,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        foreach (
            var mark in rows.SelectMany(it => new[] { it.Mark, it.AliasMark })
                .OfType<byte[]>()
                .DistinctBy(Convert.ToHexString)
                .OrderBy(Convert.ToHexString, StringComparer.Ordinal)
        )
            await QuarantinedVisitor.Hold(connection, mark, "_shared", cancellation);
        await using var command = new NpgsqlCommand(
            """
            insert into journey.quarantine (site, message_id, kind, name, reason, received_at, mark, alias_mark, item, vouched, key, crowded)
            select $1, case when exists (
                select from journey.quarantine held
                where held.site = $1 and held.message_id = it.message_id and held.mark is distinct from it.mark
            ) then it.message_id || e'\n' || encode(it.mark, 'hex') else it.message_id end,
                kind, name, reason, received_at, mark, alias_mark, item, vouched, $12, crowded
            from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                it (message_id, kind, name, reason, received_at, mark, alias_mark, item, vouched, crowded)
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
        command.Parameters.Add(new() { Value = rows.Select(it => it.Vouched).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(it => it.Crowded).ToArray() });
        command.Parameters.Add(new() { Value = key });
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
