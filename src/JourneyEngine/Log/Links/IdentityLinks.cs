using Dapper;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Persons;
using Npgsql;

namespace JourneyEngine.Log.Links;

/// <summary>Reads which pseudonyms were linked, from the facts themselves: whatever is acknowledged is found, on every
/// host.</summary>
internal static class IdentityLinks
{
    public static readonly string Type = StoredFacts.NameOf(typeof(IdentityLinked));

    private const string Naming = """
        select stream_id, data ->> 'alias', coalesce((data ->> 'vouched')::boolean, false), coalesce((data ->> 'aliased')::boolean, false)
        from journey.mt_events where type = 'identity_linked' and tenant_id = $1 and data ->> 'alias' = any($2)
        union
        select stream_id, data ->> 'alias', coalesce((data ->> 'vouched')::boolean, false), coalesce((data ->> 'aliased')::boolean, false)
        from journey.mt_events where type = 'identity_linked' and tenant_id = $1 and stream_id = any($3)
        union
        select stream, substr(stream, length('visitor/') + 1), true, false from unnest($3) asked (stream)
        where exists (select from journey.mt_events where tenant_id = $1 and stream_id = stream and data -> 'asUser' = 'true')
        """;

    /// <summary>Selects the device that the site's server linked to a user id last of all, and to no other.</summary>
    /// <param name="site">An expression of SQL, as the other is.</param>
    public static string LatestDevice(string site, string user) =>
        $"""
            select substr(link.stream_id, length('{StreamNames.Visitor("")}') + 1) as device from journey.mt_events link
            where link.type = 'identity_linked' and link.tenant_id = {site} and link.data ->> 'alias' = {user}
                and (link.data ->> 'vouched')::boolean and not exists (
                    select from journey.mt_events other where other.type = 'identity_linked' and other.tenant_id = {site}
                    and other.stream_id = link.stream_id and other.data ->> 'alias' <> {user})
            order by link.seq_id desc limit 1
            """;

    /// <returns>The links that name some pseudonyms on either side, each once; one to itself of each that acted as a user
    /// id.</returns>
    public static async Task<List<IdentityLink>> Of(
        NpgsqlConnection connection,
        string site,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(Naming, connection);
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = ids.ToArray() });
        command.Parameters.Add(new() { Value = ids.Select(StreamNames.Visitor).ToArray() });
        var links = new List<IdentityLink>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            links.Add(
                new IdentityLink(
                    StreamNames.PseudonymOf(reader.GetString(0))!,
                    reader.GetString(1),
                    reader.GetBoolean(2),
                    reader.GetBoolean(3)
                )
            );
        return links;
    }

    /// <returns>Every user id that a link of the site names.</returns>
    public static Task<IEnumerable<string>> Users(
        NpgsqlConnection connection,
        string site,
        CancellationToken cancellation
    ) =>
        connection.QueryAsync<string>(
            new CommandDefinition(
                "select distinct data ->> 'alias' from journey.mt_events where type = 'identity_linked' and tenant_id = @site",
                new { site },
                commandTimeout: 0,
                cancellationToken: cancellation
            )
        );

    /// <summary>Within a transaction that erases a user id: no other stream names it any more.</summary>
    public static async Task Forget(
        NpgsqlConnection connection,
        string site,
        string user,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            """
            update journey.mt_events set id = gen_random_uuid(), type = $3, data = $4, timestamp = now()
            where type = 'identity_linked' and tenant_id = $1 and data ->> 'alias' = $2
            """,
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = user });
        command.Parameters.Add(new() { Value = StoredFacts.NameOf(typeof(FactForgotten)) });
        command.Parameters.Add(
            new()
            {
                Value = FactJson.Write(new FactForgotten(DeletionReasons.Unlinked)),
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb,
            }
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
