using Npgsql;

namespace JourneyEngine.Collection.Quarantine;

/// <summary>Items that were set aside, by site and message id, until they are taken in or expire.</summary>
public sealed class QuarantineTable(NpgsqlDataSource database)
{
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(14);

    /// <summary>The first of a message id stays; nothing is kept of closed visitors.</summary>
    /// <param name="key">The name of the key that they came with.</param>
    public Task Keep(
        string site,
        string key,
        IReadOnlyCollection<QuarantineRow> rows,
        CancellationToken cancellation
    ) => KeepAside.Run(database, site, key, rows, cancellation);

    /// <summary>The latest, newest first.</summary>
    public Task<List<QuarantineRow>> Latest(
        string site,
        DateTimeOffset now,
        int limit,
        CancellationToken cancellation
    ) =>
        Rows(
            $"select {QuarantineRow.Columns} from journey.quarantine where site = $1 and received_at > $2 order by received_at desc, "
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
            $"select {QuarantineRow.Columns} from journey.quarantine where site = $1 and received_at > $2 and (received_at, "
                + $"message_id) > ($3, $4) and item is not null order by received_at, message_id limit $5",
            cancellation,
            site,
            now - Lifetime,
            after?.ReceivedAt ?? DateTimeOffset.UnixEpoch,
            after?.MessageId ?? "",
            limit
        );

    /// <returns>How many are there by the name of the key that they came with, up to a number in all.</returns>
    public async Task<Dictionary<string, int>> Count(string site, int upTo, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select coalesce(key, ''), count(*)::int "
                + "from (select key from journey.quarantine where site = $1 limit $2) counted group by 1"
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = upTo });
        var counted = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            counted[reader.GetString(0)] = reader.GetInt32(1);
        return counted;
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
            rows.Add(QuarantineRow.Of(reader));
        }

        return rows;
    }

    internal static async Task<int> Run(NpgsqlCommand command, CancellationToken cancellation, params object[] values)
    {
        await using var _ = command;
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
