using Npgsql;
using Weasel.Postgresql.Tables;

namespace JourneyEngine.Log;

/// <summary>Visitors of whom nothing is stored any more, each named by a hash alone: the erased, and those who refused
/// to be measured.</summary>
internal static class ClosedVisitors
{
    public const string Erased = "erased";

    /// <summary>Nothing is taken in any more; what is held is still to be deleted.</summary>
    public const string Erasing = "erasing";

    /// <summary>By their own choice, or the site's server for them: only such a choice lets them in again.</summary>
    public const string Objected = "objected";

    /// <summary>By a signal that came with an item: a later one lets them in again.</summary>
    public const string Signalled = "signalled";

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
        byte[] subjectHash,
        string why,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            """
            insert into journey.closed (site, mark, why, at) values ($1, $2, $3, $4)
            on conflict (site, mark) do update set why = excluded.why, at = excluded.at
            where closed.why not in ('erased', 'erasing') or (closed.why = 'erasing' and excluded.why = 'erased')
            """,
            connection
        );
        foreach (var value in new object[] { site, subjectHash, why, at })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>After a signal: who is shut out already is so by the latest refusal.</summary>
    /// <param name="at">When it was refused.</param>
    public static async Task CloseSignalled(
        NpgsqlConnection connection,
        string site,
        byte[] subjectHash,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            """
            insert into journey.closed (site, mark, why, at) values ($1, $2, 'signalled', $3)
            on conflict (site, mark) do update set at = excluded.at where closed.why = 'signalled' and closed.at < excluded.at
            """,
            connection
        );
        foreach (var value in new object[] { site, subjectHash, at })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Lets a visitor in again who refused by a signal, where consent was signalled later.</summary>
    /// <param name="granted">When it was.</param>
    /// <returns>When it had been refused; null if the visitor is shut out as before, or was not.</returns>
    public static async Task<DateTimeOffset?> ReopenSignalled(
        NpgsqlConnection connection,
        string site,
        byte[] subjectHash,
        DateTimeOffset granted,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "delete from journey.closed where site = $1 and mark = $2 and why = 'signalled' and at < $3 returning at",
            connection
        );
        foreach (var value in new object[] { site, subjectHash, granted })
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? await reader.GetFieldValueAsync<DateTimeOffset>(0, cancellation)
            : null;
    }

    /// <summary>Lets a visitor in again who had refused, however that was; never one who was erased.</summary>
    /// <returns>Why and since when the visitor was shut out; null if they were not, or are erased.</returns>
    public static async Task<(string Why, DateTimeOffset At)?> Reopen(
        NpgsqlConnection connection,
        string site,
        byte[] subjectHash,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "delete from journey.closed where site = $1 and mark = $2 and why in ('objected', 'signalled') "
                + "returning why, at",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = subjectHash });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? (reader.GetString(0), await reader.GetFieldValueAsync<DateTimeOffset>(1, cancellation))
            : null;
    }

    /// <returns>Those of some subject hashes that are known as erased.</returns>
    public static async Task<HashSet<string>> ErasedOf(
        NpgsqlConnection connection,
        IReadOnlyCollection<(string Site, byte[] SubjectHash)> subjects,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "select closed.mark from journey.closed join unnest($1, $2) it (site, mark) using (site, mark) where why = "
                + "'erased'",
            connection
        );
        command.Parameters.Add(new() { Value = subjects.Select(it => it.Site).ToArray() });
        command.Parameters.Add(new() { Value = subjects.Select(it => it.SubjectHash).ToArray() });
        var known = new HashSet<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            known.Add(Convert.ToHexString(reader.GetFieldValue<byte[]>(0)));
        return known;
    }

    /// <returns>Everybody who is known as erased.</returns>
    public static async Task<IReadOnlyList<(string Site, byte[] SubjectHash, DateTimeOffset At)>> AllErased(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "select site, mark, at from journey.closed where why = 'erased' and site <> '' order by at, site, mark",
            connection
        );
        var erased = new List<(string, byte[], DateTimeOffset)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            erased.Add(
                (
                    reader.GetString(0),
                    reader.GetFieldValue<byte[]>(1),
                    await reader.GetFieldValueAsync<DateTimeOffset>(2, cancellation)
                )
            );
        return erased;
    }
}
