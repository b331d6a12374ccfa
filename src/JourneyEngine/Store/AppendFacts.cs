using Npgsql;
using NpgsqlTypes;
using Weasel.Postgresql.Functions;

namespace JourneyEngine.Store;

/// <summary>A fact with everything that its row needs.</summary>
internal readonly record struct FactRow(string Site, string Stream, Guid Id, string Type, string DotNetType, string Data);

/// <summary>Appends any number of facts to any number of streams in one statement, into Marten's own tables.</summary>
internal static class AppendFacts
{
    /// <returns>The ids of the facts that were stored now; the others were there before.</returns>
    public static async Task<HashSet<Guid>> Append(NpgsqlDataSource database, IReadOnlyList<FactRow> rows, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select journey.append_facts($1, $2, $3, $4, $5, $6)");
        command.Parameters.Add(Column(rows, row => row.Site, NpgsqlDbType.Varchar));
        command.Parameters.Add(Column(rows, row => row.Stream, NpgsqlDbType.Varchar));
        command.Parameters.Add(Column(rows, row => row.Id, NpgsqlDbType.Uuid));
        command.Parameters.Add(Column(rows, row => row.Type, NpgsqlDbType.Varchar));
        command.Parameters.Add(Column(rows, row => row.DotNetType, NpgsqlDbType.Varchar));
        command.Parameters.Add(Column(rows, row => row.Data, NpgsqlDbType.Jsonb));
        return await command.ExecuteScalarAsync(cancellation) is Guid[] stored ? [.. stored] : [];
    }

    /// <remarks>
    /// The transaction takes its id before any sequence number: <see cref="EventFeed"/> tells by it whether a missing number is
    /// still on its way. Streams are locked in the order of their ids, and facts that are already stored are left out only then,
    /// so hosts that race for the same streams neither deadlock nor store a message twice.
    /// </remarks>
    public static Function Function() => Weasel.Postgresql.Functions.Function.ForSql("""
        CREATE OR REPLACE FUNCTION journey.append_facts(sites varchar[], streams varchar[], ids uuid[], types varchar[], dotnet_types varchar[], bodies jsonb[])
            RETURNS uuid[]
            LANGUAGE plpgsql
        AS $function$
        DECLARE
            stored uuid[];
        BEGIN
            PERFORM pg_current_xact_id();

            INSERT INTO journey.mt_streams (tenant_id, id, version)
            SELECT DISTINCT fact.site, fact.stream, 0
            FROM unnest(sites, streams, ids) AS fact (site, stream, id)
            WHERE NOT EXISTS (SELECT FROM journey.mt_events event WHERE event.id = fact.id)
            ORDER BY 1, 2
            ON CONFLICT DO NOTHING;

            PERFORM FROM journey.mt_streams stream
            JOIN (SELECT DISTINCT site, id FROM unnest(sites, streams) AS fact (site, id)) touched
                ON stream.tenant_id = touched.site AND stream.id = touched.id
            ORDER BY stream.tenant_id, stream.id
            FOR UPDATE OF stream;

            WITH fresh AS MATERIALIZED (
                SELECT fact.*, stream.version + row_number() OVER (PARTITION BY fact.site, fact.stream ORDER BY fact.place) AS version
                FROM unnest(sites, streams, ids, types, dotnet_types, bodies)
                    WITH ORDINALITY AS fact (site, stream, id, type, dotnet_type, body, place)
                JOIN journey.mt_streams stream ON stream.tenant_id = fact.site AND stream.id = fact.stream
                WHERE NOT EXISTS (SELECT FROM journey.mt_events event WHERE event.id = fact.id)
                ORDER BY fact.place
            ), inserted AS (
                INSERT INTO journey.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)
                SELECT nextval('journey.mt_events_sequence'), id, stream, version, body, type, now(), site, dotnet_type, false
                FROM fresh
                RETURNING id, tenant_id, stream_id, version
            ), moved AS (
                UPDATE journey.mt_streams stream SET version = latest.version, timestamp = now()
                FROM (SELECT tenant_id, stream_id, max(version) AS version FROM inserted GROUP BY 1, 2) latest
                WHERE stream.tenant_id = latest.tenant_id AND stream.id = latest.stream_id
            )
            SELECT array_agg(id) INTO stored FROM inserted;

            RETURN stored;
        END
        $function$;
        """);

    private static NpgsqlParameter<T[]> Column<T>(IReadOnlyList<FactRow> rows, Func<FactRow, T> of, NpgsqlDbType type) =>
        new() { TypedValue = [.. rows.Select(of)], NpgsqlDbType = NpgsqlDbType.Array | type };
}
