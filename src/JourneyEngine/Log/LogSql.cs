namespace JourneyEngine.Log;

/// <summary>Parts of statements that look at the log and at other tables at one moment.</summary>
internal static class LogSql
{
    /// <summary>Selects version, type and data of the facts of a stream after a version.</summary>
    /// <param name="site">An expression of SQL, as the others are.</param>
    public static string FactsAfter(string site, string stream, string version) =>
        $"""
            select version, type, data from journey.mt_events
            where tenant_id = {site} and stream_id = {stream} and version > {version}
            """;

    /// <summary>Selects the number of a stream's first event in the log, while that is there.</summary>
    public static string FirstEvent(string site, string stream) =>
        $"select seq_id from journey.mt_events where tenant_id = {site} and stream_id = {stream} and version = 1";

    public static string HasFactOtherThan(string site, string stream, string types) =>
        $"exists (select from journey.mt_events where tenant_id "
        + $"= {site} and stream_id = {stream} and type <> all({types}))";

    public static string HasStreamOf(string site, string visitor) =>
        $"""
            exists (select from journey.mt_streams stream
                where stream.tenant_id = {site} and stream.id = 'visitor/' || {visitor})
            """;

    /// <summary>Sites and visitors of whom something was stored after a place in the log.</summary>
    public static string VisitorsAfter(string position) =>
        $"""
            select distinct tenant_id, substr(stream_id, length('visitor/') + 1) from journey.mt_events
            where seq_id > {position} and stream_id like 'visitor/%'
            """;

    /// <summary>Whether what is left of a visitor's stream begins up to a place in the log; false where nothing
    /// is.</summary>
    public static string IsBegunUpTo(string position, string site, string visitor) =>
        $"""
            coalesce((select event.seq_id <= {position} from journey.mt_events event
                where event.tenant_id = {site} and event.stream_id = 'visitor/' || {visitor}
                order by event.version limit 1), false)
            """;

    /// <summary>Whether the fact with a version in a visitor's stream was stored after a place in the log.</summary>
    public static string IsStoredAfter(string position, string site, string visitor, string version) =>
        $"""
            exists (select from journey.mt_events event
                where event.tenant_id = {site} and event.stream_id = 'visitor/' || {visitor}
                    and event.version = {version} and event.seq_id > {position})
            """;
}
