using Dapper;
using Npgsql;

namespace JourneyEngine.Log;

/// <summary>How many events there are; each but a visitor's takes as long as the log is.</summary>
public static class EventCounts
{
    private const int NoTimeout = 0;

    public static Task<long> UpTo(NpgsqlConnection connection, long position, CancellationToken cancellation) =>
        Count(connection, "seq_id <= @position", new { position }, cancellation);

    public static Task<long> OfVisitors(NpgsqlConnection connection, long position, CancellationToken cancellation) =>
        Count(connection, "seq_id <= @position and stream_id like 'visitor/%'", new { position }, cancellation);

    public static Task<long> OfVisitor(
        NpgsqlConnection connection,
        string site,
        string visitor,
        CancellationToken cancellation
    ) =>
        Count(
            connection,
            "tenant_id = @site and stream_id = @stream",
            new { site, stream = StreamNames.Visitor(visitor) },
            cancellation
        );

    public static Task<long> OfType(NpgsqlConnection connection, string type, CancellationToken cancellation) =>
        Count(connection, "type = @type", new { type }, cancellation);

    /// <summary>Decisions of one slot.</summary>
    /// <param name="type">Stored name of the fact.</param>
    public static Task<long> OfSlot(
        NpgsqlConnection connection,
        string site,
        string type,
        string slot,
        CancellationToken cancellation
    ) =>
        Count(
            connection,
            "tenant_id = @site and type = @type and data->>'slot' = @slot",
            new
            {
                site,
                type,
                slot,
            },
            cancellation
        );

    private static Task<long> Count(
        NpgsqlConnection connection,
        string filter,
        object values,
        CancellationToken cancellation
    ) =>
        connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                "select count(*) from journey.mt_events where " + filter,
                values,
                commandTimeout: NoTimeout,
                cancellationToken: cancellation
            )
        );
}
