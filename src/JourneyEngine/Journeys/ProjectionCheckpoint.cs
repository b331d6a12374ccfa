using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Journeys;

/// <summary>The projection's place in the log. Whoever holds its row's lock is the one that projects, on any number of
/// hosts.</summary>
public static class ProjectionCheckpoint
{
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
                    where number = generation and ready and measure.fingerprint = any($2)) end, latest.time_zone, latest.week_start
            from journey.progress left join lateral
                (select time_zone, week_start from journey.rules where site = $1 order by revision desc limit 1) latest on true
            where name = 'journeys'
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
            ? AsOf.Of(
                reader.GetInt64(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.GetBoolean(2),
                await reader.IsDBNullAsync(3, cancellation)
                    ? SiteCalendar.Default
                    : SiteCalendar.Of(reader.GetString(3), reader.GetString(4))
            )
            : AsOf.Of(0, DateTimeOffset.UnixEpoch, true, SiteCalendar.Default);
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
}
