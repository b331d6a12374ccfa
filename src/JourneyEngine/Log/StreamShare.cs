using Npgsql;

namespace JourneyEngine.Log;

/// <summary>One of several equal shares of all visitors' streams, to be folded side by side.</summary>
internal static class StreamShare
{
    /// <summary>Selects site, stream, version, data (null unless the fold reads it) and type of one share of all
    /// visitors, stream by stream.</summary>
    /// <param name="share">From 0; visitors are shared out by a hash of their stream.</param>
    public static NpgsqlCommand Select(NpgsqlConnection connection, long position, int share, int shares)
    {
        var command = new NpgsqlCommand(
            """
            select tenant_id, stream_id, version, case when type = any($4) then data end, type from journey.mt_events
            where seq_id <= $1 and stream_id like 'visitor/%' and (hashtext(stream_id) & 1073741823) % $2 = $3
            order by tenant_id, stream_id, version
            """,
            connection
        )
        {
            CommandTimeout = 0,
        };
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = shares });
        command.Parameters.Add(new() { Value = share });
        command.Parameters.Add(new() { Value = InteractionReader.Types });
        return command;
    }
}
