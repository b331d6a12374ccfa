using System.Diagnostics;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Log;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Journeys;

/// <summary>How far the journeys are projected.</summary>
/// <param name="Position">Number of the last event in the log that is included.</param>
/// <param name="Time">When that event was stored.</param>
/// <param name="Complete">False while journeys are folded anew under a changed funnel or visit gap, or summed anew
/// after an update.</param>
public sealed record AsOf(long Position, DateTimeOffset Time, bool Complete);

/// <summary>The projection's place, and what it is about.</summary>
/// <param name="Epoch">How often facts were taken away, or the projection put back, so far.</param>
/// <param name="Generation">Of the measures.</param>
/// <param name="Refolding">Whether some journeys may not be in the sums of this generation yet.</param>
/// <param name="Refolded">The last journey, by site and visitor, of those that surely are.</param>
/// <param name="Silent">How long ago anybody projected.</param>
internal sealed record Checkpoint(
    long Position,
    long Epoch,
    int Generation,
    bool Refolding,
    (string Site, string Visitor) Refolded,
    TimeSpan Silent
);

/// <summary>The projection's place in the log. Whoever holds its row's lock is the one that projects, on any number of
/// hosts.</summary>
public static class ProjectionCheckpoint
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>For what rests on journeys: it is complete when all of them are folded by the latest rules, and by this
    /// version's fold.</summary>
    public static Task<AsOf> Read(NpgsqlConnection connection, string site, CancellationToken cancellation) =>
        Read(connection, site, null, cancellation);

    /// <summary>For what rests on sums: it is complete when every journey is in those of these measures.</summary>
    public static async Task<AsOf> Read(
        NpgsqlConnection connection,
        string site,
        IReadOnlyList<Measure>? measures,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            """
            select position, as_of, not exists (select from journey.rules where site = $1 and not settled) and case when $2 is null
                then not refolding and exists (select from journey.generations where number = generation and fold = $3)
                else (select count(*) = cardinality($2) from journey.generations made join journey.measures measure on id = any(made.measures)
                    where number = generation and ready and measure.fingerprint = any($2)) end
            from journey.progress where name = 'journeys'
            """,
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(
            new()
            {
                Value = measures is null ? DBNull.Value : measures.Select(it => it.Fingerprint).Distinct().ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar,
            }
        );
        command.Parameters.Add(new() { Value = JourneyBytes.Fold });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new AsOf(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetBoolean(2))
            : new AsOf(0, DateTimeOffset.UnixEpoch, true);
    }

    /// <summary>Waits until everything that is committed now is included.</summary>
    /// <param name="settled">Whether journeys that are being folded anew under changed rules are waited for as
    /// well.</param>
    /// <exception cref="TimeoutException">30 s were not enough.</exception>
    /// <returns>The position that is included.</returns>
    public static Task<long> Await(
        NpgsqlDataSource database,
        string site,
        bool settled,
        CancellationToken cancellation
    ) => Await(database, site, settled, null, cancellation);

    /// <summary>The same for the sums of some measures.</summary>
    /// <exception cref="TimeoutException">30 s were not enough.</exception>
    public static Task<long> Await(
        NpgsqlDataSource database,
        string site,
        IReadOnlyList<Measure> measures,
        CancellationToken cancellation
    ) => Await(database, site, settled: true, measures, cancellation);

    private static async Task<long> Await(
        NpgsqlDataSource database,
        string site,
        bool settled,
        IReadOnlyList<Measure>? measures,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var target = await LogPosition.Last(connection, cancellation);
        var waited = Stopwatch.StartNew();
        while (
            await Read(connection, site, measures, cancellation) is var asOf
            && (asOf.Position < target || (settled && !asOf.Complete))
        )
        {
            if (waited.Elapsed > Patience)
                throw new TimeoutException(
                    $"The projection is at {asOf.Position} of {target} after {Patience.TotalSeconds} s."
                );
            await Task.Delay(20, cancellation);
        }

        return target;
    }

    /// <returns>How often facts were taken away, or the projection put back, so far.</returns>
    internal static async Task<long> Epoch(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select coalesce((select epoch from journey.progress where name = 'journeys'), 0)",
            connection
        );
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <returns>How many events are stored and not yet projected, and since when the oldest of them is.</returns>
    public static async Task<(long Waiting, TimeSpan Age)> Behind(
        NpgsqlDataSource database,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(
            "select position from journey.progress where name = 'journeys'",
            connection
        );
        return await command.ExecuteScalarAsync(cancellation) is long position
            ? await LogPosition.Beyond(connection, position, cancellation)
            : (0, TimeSpan.Zero);
    }

    internal static async Task Ensure(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "insert into journey.progress (name, position, as_of) values ('journeys', 0, 'epoch') on conflict do "
                + "nothing"
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <remarks>Plans are kept from when the tables were small, so scans of them are ruled out for the
    /// transaction.</remarks>
    /// <returns>Null while another host projects.</returns>
    internal static async Task<Checkpoint?> Take(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select position, epoch, generation, refolding, refolded_site, refolded_visitor, clock_timestamp() - projected_at,
                set_config('enable_seqscan', 'off', true)
            from journey.progress where name = 'journeys' for update skip locked
            """,
            connection
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new Checkpoint(
                reader.GetInt64(0),
                reader.GetInt64(1),
                reader.GetInt32(2),
                reader.GetBoolean(3),
                (reader.GetString(4), reader.GetString(5)),
                reader.GetTimeSpan(6)
            )
            : null;
    }

    /// <summary>Lets hosts of older versions know that this one still projects.</summary>
    internal static async Task Beat(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "update journey.progress set projected_at = clock_timestamp() where name = 'journeys'",
            connection
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    internal static async Task Refolded(
        NpgsqlConnection connection,
        string site,
        string visitor,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "update journey.progress set refolded_site = $1, refolded_visitor = $2, projected_at = clock_timestamp() "
                + "where name = 'journeys'",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = visitor });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Within a transaction that takes facts away: nobody projects until its end, and whoever does then knows
    /// nothing from before.</summary>
    /// <remarks>A replay that stands beside the live tables knows it still, so it goes. In this order: who puts it in
    /// their place takes the row first, too.</remarks>
    internal static async Task Interrupt(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // Who reads it just now keeps nobody waiting: it is emptied then.
        await using var command = new NpgsqlCommand(
            """
            update journey.progress set epoch = epoch + 1 where name = 'journeys';
            do $$ begin
                perform set_config('lock_timeout', '500ms', true);
                drop table if exists journey.journeys_shadow, journey.sums_shadow;
                perform set_config('lock_timeout', '0', true);
            exception when lock_not_available then
                delete from journey.journeys_shadow;
                delete from journey.sums_shadow;
            end $$
            """,
            connection
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    internal static async Task Move(NpgsqlConnection connection, StoredEvent last, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "update journey.progress set position = $1, as_of = $2, projected_at = clock_timestamp() where name = "
                + "'journeys'",
            connection
        );
        command.Parameters.Add(new() { Value = last.Position });
        command.Parameters.Add(new() { Value = last.At });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
