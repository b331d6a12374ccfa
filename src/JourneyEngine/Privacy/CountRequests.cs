using Npgsql;

namespace JourneyEngine.Privacy;

/// <summary>Counts what was asked about visitors' data from one moment to before another.</summary>
internal static class CountRequests
{
    public static async Task<List<RequestReport.Row>> Rows(
        NpgsqlConnection connection,
        string site,
        (DateTimeOffset From, DateTimeOffset Before) asked,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            """
            select type, count(*), count(*) filter (where waits), count(*) filter (where waits and expected_at < $4), count(*) filter (where status = 'completed'),
                count(*) filter (where status = 'cancelled'), min(expected_at) filter (where waits)
            from (select *, status in ('pending', 'in_progress') as waits from journey.subject_requests where site = $1 and received_at >= $2 and received_at < $3) request
            group by type order by type
            """,
            connection
        );
        foreach (var value in new object[] { site, asked.From, asked.Before, now })
            command.Parameters.Add(new() { Value = value });
        var rows = new List<RequestReport.Row>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(
                new RequestReport.Row(
                    reader.GetString(0),
                    reader.GetInt64(1),
                    reader.GetInt64(2),
                    reader.GetInt64(3),
                    reader.GetInt64(4),
                    reader.GetInt64(5),
                    await reader.IsDBNullAsync(6, cancellation)
                        ? null
                        : await reader.GetFieldValueAsync<DateTimeOffset>(6, cancellation)
                )
            );
        }

        return rows;
    }

    public static async Task<List<RequestReport.Act>> Acts(
        NpgsqlConnection connection,
        string site,
        (DateTimeOffset From, DateTimeOffset Before) asked,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "select actor, action, count(*), max(at) from journey.audit where site = $1 and at >= $2 and at < $3 and "
                + "actor in ('visitor', 'site') and mark <> '' group by 1, 2 order by 1, 2",
            connection
        );
        foreach (var value in new object[] { site, asked.From, asked.Before })
            command.Parameters.Add(new() { Value = value });
        var acts = new List<RequestReport.Act>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            acts.Add(
                new RequestReport.Act(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetInt64(2),
                    await reader.GetFieldValueAsync<DateTimeOffset>(3, cancellation)
                )
            );
        return acts;
    }
}
