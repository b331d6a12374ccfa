using Dapper;
using Npgsql;

namespace JourneyEngine.Log;

/// <summary>Whose streams a site has; each takes as long as the site's log is.</summary>
internal static class VisitorStreams
{
    private const int NoTimeout = 0;

    /// <summary>Longer than whoever takes facts away waits for others.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <returns>Pseudonyms of all visitors who have a stream.</returns>
    public static Task<IEnumerable<string>> All(
        NpgsqlConnection connection,
        string site,
        CancellationToken cancellation
    ) =>
        connection.QueryAsync<string>(
            new CommandDefinition(
                """
                select substr(id, length('visitor/') + 1) from journey.mt_streams
                where tenant_id = @site and id like 'visitor/%'
                """,
                new { site },
                commandTimeout: NoTimeout,
                cancellationToken: cancellation
            )
        );

    /// <returns>Pseudonyms of visitors of whom a fact was received before a time and is still there.</returns>
    public static Task<IEnumerable<string>> WithFactsBefore(
        NpgsqlConnection connection,
        string site,
        DateTimeOffset before,
        CancellationToken cancellation
    ) =>
        connection.QueryAsync<string>(
            new CommandDefinition(
                """
                select distinct substr(stream_id, length('visitor/') + 1) from journey.mt_events
                where tenant_id = @site and stream_id like 'visitor/%' and type <> 'fact_forgotten'
                and least(timestamp, coalesce(data ->> 'receivedAt', data ->> 'at')::timestamptz) < @before
                """,
                new { site, before },
                commandTimeout: NoTimeout,
                cancellationToken: cancellation
            )
        );

    /// <param name="since">By the clock of the database.</param>
    /// <returns>Visitors of any site of whom single facts were erased since, but not all; perhaps some of whom they were
    /// shortly before.</returns>
    public static Task<IEnumerable<(string Site, string Visitor)>> WithFactsForgotten(
        NpgsqlConnection connection,
        DateTimeOffset since,
        CancellationToken cancellation
    ) =>
        connection.QueryAsync<(string, string)>(
            new CommandDefinition(
                $"""
                select distinct tenant_id, substr(stream_id, length('visitor/') + 1) from journey.mt_events
                where type = 'fact_forgotten' and data ->> 'why' = '{DeletionReasons.Visitor}' and stream_id like 'visitor/%'
                    and timestamp > @since
                """,
                new { since = since - LongestWait },
                commandTimeout: NoTimeout,
                cancellationToken: cancellation
            )
        );

    /// <returns>The visitors of whom something was stored after one place in the log and up to another.</returns>
    public static async Task<List<string>> Between(
        NpgsqlConnection connection,
        string site,
        long after,
        long upTo,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"select distinct stream_id from journey.mt_events where tenant_id = $1 and seq_id > $2 and seq_id <= $3 "
                + $"and starts_with(stream_id, '{StreamNames.Visitor("")}')",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = upTo });
        var visitors = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            visitors.Add(reader.GetString(0)[StreamNames.Visitor("").Length..]);
        return visitors;
    }
}
