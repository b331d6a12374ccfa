using Npgsql;
using Weasel.Postgresql.Tables;

namespace JourneyEngine.Log;

/// <summary>Visitors of whom nothing is stored any more, each named by a mark alone: the erased, and those who refused
/// to be measured.</summary>
internal static class ClosedVisitors
{
    public const string Erased = "erased";
    public const string Objected = "objected";

    /// <summary>An append takes milliseconds; what takes longer is none.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(5);
    private const int MostWaits = 400;

    internal static Table Definition()
    {
        var table = LogModule.NewTable("closed");
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("mark", "bytea").NotNull().AsPrimaryKey();
        table.AddColumn("why", "varchar").NotNull();
        table.AddColumn("at", "timestamptz").NotNull();
        return table;
    }

    /// <remarks>Who is erased stays so.</remarks>
    public static async Task Close(
        NpgsqlConnection connection,
        string site,
        byte[] mark,
        string why,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            """
            insert into journey.closed (site, mark, why, at) values ($1, $2, $3, $4)
            on conflict (site, mark) do update set why = excluded.why, at = excluded.at where closed.why <> 'erased'
            """,
            connection
        );
        foreach (var value in new object[] { site, mark, why, at })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Closes a visitor as erased, and returns once nobody appends any more who had looked before.</summary>
    public static async Task CloseAndWait(NpgsqlConnection connection, string site, byte[] mark, DateTimeOffset at)
    {
        await Close(connection, site, mark, Erased, at, CancellationToken.None);
        await using var begun = new NpgsqlCommand("select pg_current_xact_id()::text", connection);
        var after = (string)(await begun.ExecuteScalarAsync())!;
        await using var over = new NpgsqlCommand(
            "select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8",
            connection
        );
        over.Parameters.Add(new() { Value = after, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        for (var waited = 0; waited < MostWaits && !(bool)(await over.ExecuteScalarAsync())!; waited++)
            await Task.Delay(Wait);
    }

    /// <summary>Lets a visitor in again who had objected; never one who was erased.</summary>
    /// <returns>Whether the visitor had objected.</returns>
    public static async Task<bool> Reopen(
        NpgsqlConnection connection,
        string site,
        byte[] mark,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "delete from journey.closed where site = $1 and mark = $2 and why = 'objected'",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = mark });
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    /// <returns>Those of some marks that are known as erased.</returns>
    public static async Task<HashSet<string>> ErasedOf(
        NpgsqlConnection connection,
        IReadOnlyCollection<(string Site, byte[] Mark)> marks,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "select closed.mark from journey.closed join unnest($1, $2) it (site, mark) using (site, mark) where why = "
                + "'erased'",
            connection
        );
        command.Parameters.Add(new() { Value = marks.Select(it => it.Site).ToArray() });
        command.Parameters.Add(new() { Value = marks.Select(it => it.Mark).ToArray() });
        var known = new HashSet<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            known.Add(Convert.ToHexString(reader.GetFieldValue<byte[]>(0)));
        return known;
    }
}
