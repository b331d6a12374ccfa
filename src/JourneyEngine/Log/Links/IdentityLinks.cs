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

    private const string Link = """
        select tenant_id, stream_id, data ->> 'alias', coalesce((data ->> 'vouched')::boolean, false), coalesce((data ->> 'aliased')::boolean, false)
        from journey.mt_events where type = 'identity_linked' and seq_id <= $1
        """;

    private const string Naming = $"""
        {Link} and tenant_id = $2 and data ->> 'alias' = any($3)
        union {Link} and tenant_id = $2 and stream_id = any($4)
        union
        select $2, stream, substr(stream, length('visitor/') + 1), true, false from unnest($4) asked (stream)
        where exists (select from journey.mt_events where tenant_id = $2 and stream_id = stream and data -> 'asUser' = 'true' and seq_id <= $1)
        """;

    private const string All = $"""
        with link as materialized ({Link} and ($2 is null or tenant_id = $2))
        select * from link
        union
        select tenant_id, stream_id, substr(stream_id, length('visitor/') + 1), true, false from (select distinct tenant_id, stream_id from link) device
        where exists (select from journey.mt_events event where event.tenant_id = device.tenant_id and event.stream_id = device.stream_id
            and event.data -> 'asUser' = 'true' and event.seq_id <= $1)
        """;

    /// <summary>Whether a fact may say that its visitor is a user id, and no device.</summary>
    public static bool IsOfUser(StoredEvent fact) => fact.Data.AsSpan().IndexOf("\"asUser\""u8) >= 0;

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

    /// <param name="position">As they were at this place in the log.</param>
    /// <returns>The links that name some pseudonyms on either side, each once; one to itself of each that acted as a user
    /// id.</returns>
    public static async Task<List<IdentityLink>> Of(
        NpgsqlConnection connection,
        string site,
        IReadOnlyCollection<string> ids,
        long position,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(Naming, connection);
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = ids.ToArray() });
        command.Parameters.Add(new() { Value = ids.Select(StreamNames.Visitor).ToArray() });
        return (await Rows(command, cancellation)).ConvertAll(it => it.Link);
    }

    /// <summary>All links of a site, or of all sites.</summary>
    public static async Task<List<(string Site, IdentityLink Link)>> UpTo(
        NpgsqlConnection connection,
        string? site,
        long position,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(All, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(
            new() { Value = site ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar }
        );
        return await Rows(command, cancellation);
    }

    /// <summary>Whether anything is linked on a site.</summary>
    public static async Task<bool> Any(NpgsqlConnection connection, string site, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select exists (select from journey.mt_events where type = 'identity_linked' and tenant_id = $1)",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<List<(string Site, IdentityLink Link)>> Rows(
        NpgsqlCommand command,
        CancellationToken cancellation
    )
    {
        var links = new List<(string, IdentityLink)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var device = StreamNames.PseudonymOf(reader.GetString(1))!;
            links.Add(
                (reader.GetString(0), new(device, reader.GetString(2), reader.GetBoolean(3), reader.GetBoolean(4)))
            );
        }

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
