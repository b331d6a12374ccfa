using Weasel.Postgresql.Functions;

namespace JourneyEngine.Log.Appending;

/// <summary>The database's part of an append.</summary>
internal static class AppendFunction
{
    /// <summary>SQLSTATE: a visitor was closed while the append waited; the next attempt finds it so.</summary>
    public const string ClosedMeanwhile = "JE001";

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
    public static Function Definition() =>
        Function.ForSql(
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
                IF EXISTS (SELECT FROM journey.message_id_clashes) THEN
                    SELECT known || array_agg(clash.id) INTO known FROM journey.message_id_clashes clash WHERE clash.id = ANY (ids);
                END IF;
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
}
