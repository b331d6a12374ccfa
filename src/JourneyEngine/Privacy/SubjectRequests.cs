using JourneyEngine.Journeys;
using JourneyEngine.Sites.Rules;
using Npgsql;

namespace JourneyEngine.Privacy;

/// <summary>The requests of controllers, kept for as long as they may be asked about: by hashes alone as soon as they
/// are done with.</summary>
public sealed class SubjectRequests(NpgsqlDataSource database)
{
    public async Task<SubjectRequest?> Find(string site, Guid id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            select type, status, visitors, marks, callbacks, submitted_at, received_at, due_at, expected_at, results_until, results
            from journey.subject_requests where site = $1 and id = $2
            """
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        DateTimeOffset At(int column) => reader.GetFieldValue<DateTimeOffset>(column);
        return new SubjectRequest(
            site,
            id,
            reader.GetString(0),
            reader.GetString(1),
            reader.GetFieldValue<string[]>(2),
            reader.GetFieldValue<byte[][]>(3),
            reader.GetFieldValue<string[]>(4),
            At(5),
            At(6),
            At(7),
            At(8),
            reader.IsDBNull(9) ? null : At(9),
            reader.IsDBNull(10) ? null : reader.GetInt64(10)
        );
    }

    /// <returns>Whether it was still pending: then it is in progress now, and cannot be cancelled any more.</returns>
    public Task<bool> Begin(string site, Guid id, CancellationToken cancellation) =>
        Change(
            "update journey.subject_requests set status = 'in_progress' where site = $1 and id = $2 and status = "
                + "'pending'",
            site,
            id,
            cancellation
        );

    /// <returns>Whether it was still pending.</returns>
    public Task<bool> Cancel(string site, Guid id, CancellationToken cancellation) =>
        Change(
            "update journey.subject_requests set status = 'cancelled', visitors = '{}' where site = $1 and id = $2 and "
                + "status = 'pending'",
            site,
            id,
            cancellation
        );

    /// <summary>Names nobody any more whose results are not to be had any more, and drops what nobody will ask
    /// about.</summary>
    public async Task Expire(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "update journey.subject_requests set visitors = '{}' where results_until <= $1 and visitors <> '{}'"
        );
        command.Parameters.Add(new() { Value = now });
        await command.ExecuteNonQueryAsync(cancellation);
        await using var old = database.CreateCommand(
            "delete from journey.subject_requests where received_at < $1 and status in ('completed', 'cancelled')"
        );
        old.Parameters.Add(new() { Value = now.AddDays(-Retention.LongestDays) });
        await old.ExecuteNonQueryAsync(cancellation);
    }

    /// <inheritdoc cref="EraseWith"/>
    internal static async Task Erase(
        NpgsqlConnection connection,
        string site,
        string visitor,
        byte[] mark,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            """
            update journey.subject_requests set visitors = array_remove(visitors, $2)
            where site = $1 and $2 = any(visitors)
            """,
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = visitor, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<bool> Change(string statement, string site, Guid id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(statement);
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }
}
