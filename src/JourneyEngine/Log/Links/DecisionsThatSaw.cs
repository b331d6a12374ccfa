using Dapper;
using JourneyEngine.Contracts;
using Npgsql;

namespace JourneyEngine.Log.Links;

/// <summary>Decisions in the streams of a person's other devices hold parts of what they saw of one: with it, they
/// go.</summary>
internal static class DecisionsThatSaw
{
    private const string Seen = """
        select seq_id as position, stream_id as stream, data ->> 'decisionId' as id from journey.mt_events
        where tenant_id = @site and stream_id = any(@streams) and type = 'content_offered'
            and data -> 'snapshot' ? 'streams' and (@first = 0
                or data -> 'snapshot' -> 'streams' @> jsonb_build_array(jsonb_build_object('first', @first)))
        """;

    private const string Empty = """
        update journey.mt_events set type = @type, data = @data::jsonb, timestamp = now()
        where tenant_id = @site and (seq_id = any(@positions)
            or (stream_id = any(@streams) and type = 'content_shown' and data ->> 'decisionId' = any(@ids)))
        """;

    private sealed record Row(long Position, string Stream, string Id);

    /// <summary>Within the transaction that takes a stream away.</summary>
    /// <param name="first">Number of the stream's first event in the log; 0 where that is gone, and with it what tells
    /// which decisions saw the stream: all that saw several go.</param>
    /// <param name="visitors">In whose streams they may be.</param>
    /// <returns>In whose streams some were.</returns>
    public static async Task<string[]> Forget(
        NpgsqlConnection connection,
        string site,
        long first,
        IEnumerable<string> visitors,
        CancellationToken cancellation
    )
    {
        var streams = visitors.Select(StreamNames.Visitor).ToArray();
        var seen = (
            await connection.QueryAsync<Row>(
                new CommandDefinition(
                    Seen,
                    new
                    {
                        site,
                        streams,
                        first,
                    },
                    cancellationToken: cancellation
                )
            )
        ).ToList();
        if (seen.Count == 0)
            return [];
        await connection.ExecuteAsync(
            new CommandDefinition(
                Empty,
                new
                {
                    site,
                    streams,
                    positions = seen.Select(it => it.Position).ToArray(),
                    ids = seen.Select(it => it.Id).ToArray(),
                    type = StoredFacts.NameOf(typeof(FactForgotten)),
                    data = FactJson.Write(new FactForgotten(DeletionReasons.Visitor)),
                },
                cancellationToken: cancellation
            )
        );
        return [.. seen.Select(it => StreamNames.PseudonymOf(it.Stream)!).Distinct()];
    }
}
