using Dapper;
using JourneyEngine.Contracts;
using Npgsql;

namespace JourneyEngine.Log.Links;

/// <summary>A decision about a person holds parts of every stream that it saw: when one of these is erased, the decision
/// goes, in whosever stream it is.</summary>
internal static class DecisionsThatSaw
{
    private const string OfSeveral = """
        select seq_id as position, stream_id as stream, data ->> 'decisionId' as id from journey.mt_events
        where type = 'content_offered' and data -> 'snapshot' ? 'streams' and tenant_id = @site
        """;

    private const string OfStream =
        OfSeveral + " and data -> 'snapshot' -> 'streams' @> jsonb_build_array(jsonb_build_object('first', @first))";

    private const string Empty = """
        update journey.mt_events set type = @type, data = @data::jsonb, timestamp = now()
        where tenant_id = @site and (seq_id = any(@positions)
            or (stream_id = any(@streams) and type = 'content_shown' and data ->> 'decisionId' = any(@ids)))
        """;

    private sealed record Row(long Position, string Stream, string Id);

    /// <summary>Puts a fact that says nothing in their places, within the transaction that takes a stream away.</summary>
    /// <param name="first">Number of the stream's first event in the log; null where that is gone, and with it what tells
    /// which decisions saw the stream: all that saw several go, then.</param>
    /// <param name="visitors">In whose streams those may be.</param>
    /// <returns>In whose streams some were.</returns>
    public static async Task<string[]> Overwrite(
        NpgsqlConnection connection,
        string site,
        long? first,
        IEnumerable<string> visitors,
        CancellationToken cancellation
    )
    {
        var query = first is null ? OfSeveral + " and stream_id = any(@streams)" : OfStream;
        var streams = visitors.Select(StreamNames.Visitor).ToArray();
        var wanted = new
        {
            site,
            streams,
            first,
        };
        var seen = (
            await connection.QueryAsync<Row>(new CommandDefinition(query, wanted, cancellationToken: cancellation))
        ).ToList();
        if (seen.Count == 0)
            return [];
        await connection.ExecuteAsync(
            new CommandDefinition(
                Empty,
                new
                {
                    site,
                    streams = seen.Select(it => it.Stream).Distinct().ToArray(),
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
