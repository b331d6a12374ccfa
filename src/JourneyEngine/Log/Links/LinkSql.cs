namespace JourneyEngine.Log.Links;

/// <summary>Parts of statements that look at links and at other tables at one moment.</summary>
internal static class LinkSql
{
    /// <summary>Selects the device that the site's server linked to a user id last of all, and to no other.</summary>
    /// <param name="site">An expression of SQL, as the other is.</param>
    /// <remarks>The sum keeps the primary key out, by which the planner would read the log backwards.</remarks>
    public static string LatestDevice(string site, string user) =>
        $"""
            select substr(link.stream_id, length('{StreamNames.Visitor("")}') + 1) as device from journey.mt_events link
            where link.type = 'identity_linked' and link.tenant_id = {site} and link.data ->> 'alias' = {user}
                and (link.data ->> 'vouched')::boolean and not exists (
                    select from journey.mt_events other where other.type = 'identity_linked' and other.tenant_id = {site}
                    and other.stream_id = link.stream_id and other.data ->> 'alias' <> {user})
            order by link.seq_id + 0 desc limit 1
            """;

    /// <summary>Whether a link names a pseudonym, on either side; null if none does.</summary>
    /// <param name="site">An expression of SQL, as the others are.</param>
    /// <remarks>Not by <c>exists</c>: asked for many at once, the planner might read all links to answer it.</remarks>
    public static string IsLinked(string site, string visitor, string stream) =>
        $"""
            (select true from journey.mt_events
                where type = 'identity_linked' and tenant_id = {site} and data ->> 'alias' = {visitor} limit 1)
            or (select true from journey.mt_events
                where type = 'identity_linked' and tenant_id = {site} and stream_id = {stream} limit 1)
            """;

    /// <summary>Whether anything was linked on a site after a place in the log.</summary>
    public static string HasLinkAfter(string position, string site) =>
        $"""
            (exists (select from journey.mt_events link
                where link.type = 'identity_linked' and link.tenant_id = {site} and link.seq_id > {position})
            or exists (select from journey.mt_events item
                where item.data -> 'asUser' = 'true' and item.tenant_id = {site} and item.seq_id > {position}))
            """;
}
