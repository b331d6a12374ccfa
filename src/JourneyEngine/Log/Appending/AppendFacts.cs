using JourneyEngine.Http;
using Npgsql;
using NpgsqlTypes;
using Weasel.Postgresql.Functions;

namespace JourneyEngine.Log.Appending;

/// <summary>A fact with everything that its row needs.</summary>
/// <param name="Mark">Of the visitor whose stream it goes to; see <see cref="KeyDerivation.SubjectHash"/>.</param>
/// <param name="OtherMark">Of another pseudonym that the fact names.</param>
internal readonly record struct FactRow(
    string Site,
    string Stream,
    Guid Id,
    string Type,
    string Data,
    byte[] Mark,
    byte[]? OtherMark = null
);

/// <summary>Appends any number of facts to any number of streams in one statement, into Marten's own tables.</summary>
internal static class AppendFacts
{
    private const string Statement =
        "select known, versions, shut from journey.append_facts($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    /// <summary>SQLSTATE: a visitor was closed while the append waited; the next attempt finds it so.</summary>
    public const string ClosedMeanwhile = "JE001";

    /// <summary>Stands for the version of a fact that is not stored because its visitor is closed.</summary>
    public const long Shut = -1;

    /// <returns>For each row the version that it has in its stream now; 0 where its id was stored before,
    /// <see cref="Shut"/> where its visitor is closed.</returns>
    public static async Task<long[]> Append(
        NpgsqlDataSource database,
        IReadOnlyList<FactRow> rows,
        CancellationToken cancellation
    )
    {
        var versions = new long[rows.Count];
        var places = Enumerable.Range(0, rows.Count).ToArray();
        while (places.Length > 0)
        {
            var (known, shut, stored) = await Try(database, [.. places.Select(place => rows[place])], cancellation);
            if (known is null && shut is null)
            {
                for (var i = 0; i < places.Length; i++)
                    versions[places[i]] = stored[i];
                return versions;
            }

            foreach (var place in places.Where(place => shut is not null && IsShut(rows[place], shut)))
                versions[place] = Shut;
            places = [.. places.Where(place => versions[place] != Shut && known?.Contains(rows[place].Id) != true)];
        }

        return versions;
    }

    private static bool IsShut(in FactRow row, HashSet<string> shut) =>
        shut.Contains(Convert.ToHexString(row.Mark))
        || (row.OtherMark is { } other && shut.Contains(Convert.ToHexString(other)));

    /// <returns>Either the ids that are stored already, or the marks of closed visitors, and nothing was appended; or
    /// the version of each row.</returns>
    private static async Task<(HashSet<Guid>? Known, HashSet<string>? Shut, long[] Versions)> Try(
        NpgsqlDataSource database,
        FactRow[] rows,
        CancellationToken cancellation
    )
    {
        var streams = StreamsOf(rows, out var streamOf);
        var behind = Behind(streams, streamOf);
        await using var command = database.CreateCommand(Statement);
        Add(command, NpgsqlDbType.Varchar, streams, stream => stream.Site);
        Add(command, NpgsqlDbType.Varchar, streams, stream => stream.Name);
        Add(command, NpgsqlDbType.Bigint, streams, stream => stream.Facts);
        Add(command, NpgsqlDbType.Varchar, rows, row => row.Site);
        Add(command, NpgsqlDbType.Varchar, rows, row => row.Stream);
        Add(command, NpgsqlDbType.Integer, streamOf, stream => stream + 1);
        Add(command, NpgsqlDbType.Bigint, behind, it => it);
        Add(command, NpgsqlDbType.Uuid, rows, row => row.Id);
        Add(command, NpgsqlDbType.Varchar, rows, row => row.Type);
        Add(command, NpgsqlDbType.Jsonb, rows, row => row.Data);
        var marks = MarksOf(rows);
        Add(command, NpgsqlDbType.Varchar, marks, mark => mark.Site);
        Add(command, NpgsqlDbType.Bytea, marks, mark => mark.Mark);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        if (!await reader.IsDBNullAsync(0, cancellation))
            return ([.. reader.GetFieldValue<Guid[]>(0)], null, []);
        if (!await reader.IsDBNullAsync(2, cancellation))
            return (null, [.. reader.GetFieldValue<byte[][]>(2).Select(Convert.ToHexString)], []);
        var latest = reader.GetFieldValue<long[]>(1);
        return (null, null, [.. behind.Select((it, i) => latest[streamOf[i]] + it)]);
    }

    private static (string Site, byte[] Mark)[] MarksOf(FactRow[] rows)
    {
        var marks = new List<(string, byte[])>(rows.Length);
        var seen = new HashSet<byte[]>(rows.Length, ReferenceEqualityComparer.Instance);
        foreach (var row in rows)
        {
            if (seen.Add(row.Mark))
                marks.Add((row.Site, row.Mark));
            if (row.OtherMark is { } other && seen.Add(other))
                marks.Add((row.Site, other));
        }

        return [.. marks];
    }

    /// <summary>The streams that rows go to, each once, in the order in which every host locks them.</summary>
    private static (string Site, string Name, long Facts)[] StreamsOf(FactRow[] rows, out int[] streamOf)
    {
        var facts = new Dictionary<(string Site, string Name), long>(rows.Length);
        foreach (var row in rows)
            facts[(row.Site, row.Stream)] = facts.GetValueOrDefault((row.Site, row.Stream)) + 1;
        var streams = facts.Select(it => (it.Key.Site, it.Key.Name, Facts: it.Value)).ToArray();
        Array.Sort(
            streams,
            static (a, b) =>
                string.CompareOrdinal(a.Site, b.Site) is not 0 and var sites
                    ? sites
                    : string.CompareOrdinal(a.Name, b.Name)
        );
        var place = new Dictionary<(string, string), int>(streams.Length);
        for (var i = 0; i < streams.Length; i++)
            place[(streams[i].Site, streams[i].Name)] = i;
        streamOf = [.. rows.Select(row => place[(row.Site, row.Stream)])];
        return streams;
    }

    /// <returns>For each row how far its version will be behind the last one of its stream; 0 or less.</returns>
    private static long[] Behind((string Site, string Name, long Facts)[] streams, int[] streamOf)
    {
        var seen = new long[streams.Length];
        return [.. streamOf.Select(stream => ++seen[stream] - streams[stream].Facts)];
    }

    /// <remarks>
    /// Looked up first, so that a message that comes again costs one more round trip and never a version. Upserting the
    /// streams takes their locks in one order, gives the transaction its id before any sequence number
    /// (<see cref="EventFeed"/> tells by it whether a missing number is still on its way) and assigns the versions.
    /// Where two hosts race for one message, the unique index on the ids lets one of them commit; the other tries again
    /// and finds it. Whether a visitor is closed is looked at twice: cheaply before, and again when the streams are
    /// locked, because an erasure that committed while this waited for a lock is seen only then. Its plans are made
    /// once, when the tables may still be small, so scans are ruled out. The text is what the catalog gives back of it
    /// (<c>pg_get_functiondef</c>): where it differs, every start makes the function anew.
    /// </remarks>
    public static Function Function() =>
        Weasel.Postgresql.Functions.Function.ForSql(
            """
            CREATE OR REPLACE FUNCTION journey.append_facts(sites character varying[], streams character varying[], facts bigint[], fact_sites character varying[], fact_streams character varying[], stream_of integer[], behind bigint[], ids uuid[], types character varying[], bodies jsonb[], mark_sites character varying[], marks bytea[], OUT known uuid[], OUT versions bigint[], OUT shut bytea[])
             RETURNS record
             LANGUAGE plpgsql
             SET enable_seqscan TO 'off'
             SET plan_cache_mode TO 'force_generic_plan'
            AS $function$
            DECLARE
                archived boolean[];
            BEGIN
                SELECT array_agg(event.id) INTO known FROM journey.mt_events event WHERE event.id = ANY (ids);
                IF known IS NOT NULL THEN
                    RETURN;
                END IF;

                IF EXISTS (SELECT FROM journey.closed) THEN
                    SELECT array_agg(it.mark) INTO shut FROM unnest(mark_sites, marks) AS it (site, mark) JOIN journey.closed USING (site, mark);
                    IF shut IS NOT NULL THEN
                        RETURN;
                    END IF;
                END IF;

                WITH touched AS (
                    INSERT INTO journey.mt_streams AS stream (tenant_id, id, version, timestamp)
                    SELECT site, name, n, now() FROM unnest(sites, streams, facts) AS it (site, name, n)
                    ON CONFLICT (tenant_id, id) DO UPDATE SET version = stream.version + excluded.version, timestamp = excluded.timestamp
                    RETURNING version, is_archived
                )
                SELECT array_agg(version), array_agg(is_archived) INTO versions, archived FROM touched;

                IF EXISTS (SELECT FROM unnest(mark_sites, marks) AS it (site, mark) JOIN journey.closed USING (site, mark)) THEN
                    RAISE EXCEPTION 'a visitor was closed meanwhile' USING ERRCODE = 'JE001';
                END IF;

                INSERT INTO journey.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, is_archived)
                SELECT nextval('journey.mt_events_sequence'), fact.id, fact.stream, versions[fact.stream_of] + fact.behind, fact.body, fact.type, now(), fact.site, archived[fact.stream_of]
                FROM unnest(fact_sites, fact_streams, stream_of, behind, ids, types, bodies)
                    AS fact (site, stream, stream_of, behind, id, type, body);
            END
            $function$;
            """
        );

    private static void Add<TRow, T>(NpgsqlCommand command, NpgsqlDbType type, TRow[] rows, Func<TRow, T> of)
    {
        var column = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            column[i] = of(rows[i]);
        command.Parameters.Add(
            new NpgsqlParameter<T[]> { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | type }
        );
    }
}
