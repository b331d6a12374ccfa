using Dapper;
using Npgsql;

namespace JourneyEngine.Log.Appending;

/// <summary>Transactions that write to the log and have not ended.</summary>
/// <remarks>
/// <c>nextval</c> and <c>INSERT</c> hold a lock on the sequence or table they write to until their transaction ends, so
/// <c>pg_locks</c> names exactly those that may still commit something. The ids of a snapshot
/// (<c>pg_snapshot_xmin</c>) would count every writer of the whole server, in whatever database.
/// </remarks>
internal static class OpenAppends
{
    public const string Numbers = "journey.mt_events_sequence";
    public const string Streams = "journey.mt_streams";

    private const string Of = """
        from pg_locks it where locktype = 'relation' and mode = 'RowExclusiveLock' and granted
        and database = (select oid from pg_database where datname = current_database())
        and relation = @to::regclass and pid is distinct from pg_backend_pid()
        """;

    /// <param name="to">Sequence or table.</param>
    /// <returns>Virtual ids of the transactions that have written to it and may still commit.</returns>
    public static async Task<string[]> Writing(
        NpgsqlConnection connection,
        string to,
        CancellationToken cancellation
    ) =>
        [
            .. await connection.QueryAsync<string>(
                new CommandDefinition("select virtualtransaction " + Of, new { to }, cancellationToken: cancellation)
            ),
        ];

    /// <summary>Those that hold a number of the log for longer than an append takes: what was stored after it waits for
    /// them.</summary>
    public static async Task<IReadOnlyList<OpenAppend>> Overdue(
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        [
            .. await connection.QueryAsync<OpenAppend>(
                new CommandDefinition(
                    """
                    select pid as process, application_name as application, coalesce(state, 'unknown') as state,
                        round(extract(epoch from clock_timestamp() - xact_start))::int as seconds
                    from pg_stat_activity join (select pid 
                    """
                        + Of
                        + ") holder using (pid) where xact_start < clock_timestamp() - interval '3 s' order by xact_start",
                    new { to = Numbers },
                    cancellationToken: cancellation
                )
            ),
        ];
}

/// <param name="Process">Of PostgreSQL, as <c>pg_terminate_backend</c> takes it.</param>
/// <param name="Application">As its client calls itself.</param>
/// <param name="State">Such as <c>idle in transaction</c>.</param>
/// <param name="Seconds">Since the transaction began.</param>
public sealed record OpenAppend(int Process, string Application, string State, int Seconds);
