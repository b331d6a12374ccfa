namespace JourneyEngine.Log.Links;

/// <summary>The statements by which links are read. $1: up to this place in the log; $2: of a site; of all sites where null,
/// if all links are read.</summary>
internal static class LinkQueries
{
    /// <remarks>The sum keeps the primary key out, by which the planner would read the whole log.</remarks>
    private const string Link = """
        select tenant_id, stream_id, data ->> 'alias' as alias,
            coalesce((data ->> 'vouched')::boolean, false) as vouched,
            coalesce((data ->> 'aliased')::boolean, false) as aliased
        from journey.mt_events where type = 'identity_linked' and seq_id + 0 <= $1
        """;

    public static readonly string OfThese = Naming("$3", "$4", "$5");

    public static readonly string OfPersons = $"""
        with users as materialized (
            select id from unnest($3) own (id)
            union
            select alias from unnest($3) own (id) cross join lateral (
                select min(alias) as alias, max(alias) as last from (
                    {Link} and tenant_id = $2 and stream_id = 'visitor/' || own.id limit $4) link) named
            where alias = last
        ), asked as materialized (
            select id from users
            union
            select substr(stream_id, length('visitor/') + 1) from users cross join lateral (
                {Link} and tenant_id = $2 and data ->> 'alias' = users.id limit $4) link
        )
        {Naming("array(select id from asked)", "array(select 'visitor/' || id from asked)", "$4")}
        union all select $2, 'visitor/' || id, null, false, false from asked
        """;

    public const string All = $"""
        with link as materialized ({Link} and ($2 is null or tenant_id = $2))
        select * from link
        union
        select tenant_id, stream_id, substr(stream_id, length('visitor/') + 1), true, false
        from (select distinct tenant_id, stream_id from link) device
        where exists (select from journey.mt_events event
            where event.tenant_id = device.tenant_id and event.stream_id = device.stream_id
            and event.data -> 'asUser' = 'true' and event.seq_id <= $1)
        """;

    /// <param name="ids">An expression of SQL, as the others are.</param>
    private static string Naming(string ids, string streams, string most) =>
        $"""
            select link.* from unnest({ids}) asked (id) cross join lateral (
                {Link} and tenant_id = $2 and data ->> 'alias' = asked.id limit {most}) link
            union all
            select link.* from unnest({streams}) asked (stream) cross join lateral (
                {Link} and tenant_id = $2 and stream_id = asked.stream limit {most}) link
            union all
            select $2, stream, substr(stream, length('visitor/') + 1), true, false from unnest({streams}) asked (stream)
            where exists (select from journey.mt_events
                where tenant_id = $2 and stream_id = stream and data -> 'asUser' = 'true' and seq_id + 0 <= $1)
            """;
}
