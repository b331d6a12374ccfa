using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;

namespace JourneyEngine.Log;

/// <summary>Reads stored facts by what they tell.</summary>
internal static class FactsOfType
{
    private const int MostInteractions = 20_000;
    private const int MostFacts = 200_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Facts of some types up to a place in the log, in the order in which they were stored.</summary>
    public static async IAsyncEnumerable<StoredEvent> UpTo(
        NpgsqlConnection connection,
        long position,
        IEnumerable<string> types,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"select {StoredEvent.Columns} from journey.mt_events event where seq_id <= $1 and type = any($2) order by "
                + $"seq_id",
            connection
        );
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = types.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return StoredEvent.Of(reader);
    }

    /// <returns>Those of some facts of a site that have this type and were not deleted, by their ids.</returns>
    public static async Task<List<StoredEvent>> Find(
        NpgsqlDataSource database,
        string site,
        Guid[] ids,
        string type,
        CancellationToken cancellation
    )
    {
        await using var command = database.CreateCommand(
            $"select {StoredEvent.Columns} from journey.mt_events event where id = any($1) and tenant_id = $2 and type "
                + $"= $3"
        );
        command.Parameters.Add(new() { Value = ids });
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = type });
        return await Streams.Rows(command, cancellation);
    }

    /// <summary>Kinds and names of a site's latest interactions, the most frequent first: of people's 20,000 among the
    /// latest 200,000 facts of all sites, however long the log is.</summary>
    public static Task<IEnumerable<(string Kind, string? Name)>> LatestNames(
        NpgsqlConnection connection,
        string site,
        CancellationToken cancellation
    ) =>
        connection.QueryAsync<(string, string?)>(
            new CommandDefinition(
                $"""
                select kind, name from (
                    select data ->> 'kind' kind, data ->> 'name' name from journey.mt_events
                    where seq_id > (select coalesce(max(seq_id), 0) - {MostFacts} from journey.mt_events)
                        and tenant_id = @site and type = 'interaction_recorded' and data ->> 'bot' is null
                    order by seq_id desc limit {MostInteractions}) latest
                group by kind, name order by count(*) desc, kind, name
                """,
                new { site },
                commandTimeout: (int)Patience.TotalSeconds,
                cancellationToken: cancellation
            )
        );
}
