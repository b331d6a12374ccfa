using JourneyEngine.Decisions.Persons;
using Npgsql;

namespace JourneyEngine.Log.Links;

/// <summary>Reads which pseudonyms were linked, from the facts themselves: whatever is acknowledged is found, on every
/// host.</summary>
internal static class IdentityLinks
{
    /// <remarks>The sum keeps the primary key out, by which the planner would read the whole log.</remarks>
    private const string Link = """
        select tenant_id, stream_id, data ->> 'alias' as alias,
            coalesce((data ->> 'vouched')::boolean, false) as vouched,
            coalesce((data ->> 'aliased')::boolean, false) as aliased
        from journey.mt_events where type = 'identity_linked' and seq_id + 0 <= $1
        """;

    private static readonly string OfThese = Naming("$3", "$4");

    private static readonly string OfPerson = $"""
        with users as materialized (
            select $3 as id
            union
            select min(alias) from ({Link} and tenant_id = $2 and stream_id = 'visitor/' || $3) link
            having min(alias) = max(alias)
        ), asked as materialized (
            select id from users
            union
            select substr(stream_id, length('visitor/') + 1) from ({Link} and tenant_id = $2
                and data ->> 'alias' = any(array(select id from users))) link
        )
        {Naming("array(select id from asked)", "array(select 'visitor/' || id from asked)")}
        union all select $2, 'visitor/' || id, null, false, false from asked
        """;

    private const string All = $"""
        with link as materialized ({Link} and ($2 is null or tenant_id = $2))
        select * from link
        union
        select tenant_id, stream_id, substr(stream_id, length('visitor/') + 1), true, false
        from (select distinct tenant_id, stream_id from link) device
        where exists (select from journey.mt_events event
            where event.tenant_id = device.tenant_id and event.stream_id = device.stream_id
            and event.data -> 'asUser' = 'true' and event.seq_id <= $1)
        """;

    /// <param name="devices">Those of them whose own streams are looked at.</param>
    /// <param name="position">As they were at this place in the log.</param>
    /// <returns>The links that name some pseudonyms on either side, each once; one to itself of each that acted as a user
    /// id.</returns>
    public static async Task<List<IdentityLink>> Of(
        NpgsqlConnection connection,
        string site,
        IReadOnlyCollection<string> ids,
        IReadOnlyCollection<string> devices,
        long position,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(OfThese, connection);
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = ids.ToArray() });
        command.Parameters.Add(new() { Value = devices.Select(StreamNames.Visitor).ToArray() });
        return [.. (await Rows(command, cancellation)).Select(it => it.Link).Distinct()];
    }

    /// <summary>As <see cref="Of"/>, by one statement for whom a pseudonym most likely belongs to: of the user id that it
    /// has alone, and of the devices of either, too.</summary>
    /// <returns>The links, and all pseudonyms that were looked at.</returns>
    public static async Task<(List<IdentityLink> Links, List<string> Asked)> OfLikelyPerson(
        NpgsqlConnection connection,
        string site,
        string id,
        long position,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(OfPerson, connection);
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = id });
        var rows = (await Rows(command, cancellation)).ToLookup(it => it.Link.User is null, it => it.Link);
        return ([.. rows[false].Distinct()], [.. rows[true].Select(it => it.Device)]);
    }

    /// <returns>Those of some pseudonyms that links lead from to several user ids.</returns>
    public static async Task<List<string>> DevicesOfSeveralUsers(
        NpgsqlConnection connection,
        string site,
        IEnumerable<string> devices,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            """
            select stream_id from journey.mt_events
            where type = 'identity_linked' and tenant_id = $1 and stream_id = any($2)
            group by stream_id having min(data ->> 'alias') <> max(data ->> 'alias')
            """,
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = devices.Select(StreamNames.Visitor).ToArray() });
        var several = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            several.Add(StreamNames.PseudonymOf(reader.GetString(0))!);
        return several;
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

    /// <param name="ids">An expression of SQL, as the other is.</param>
    private static string Naming(string ids, string streams) =>
        $"""
            {Link} and tenant_id = $2 and data ->> 'alias' = any({ids})
            union all {Link} and tenant_id = $2 and stream_id = any({streams})
            union all
            select $2, stream, substr(stream, length('visitor/') + 1), true, false from unnest({streams}) asked (stream)
            where exists (select from journey.mt_events
                where tenant_id = $2 and stream_id = stream and data -> 'asUser' = 'true' and seq_id + 0 <= $1)
            """;

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
                (
                    reader.GetString(0),
                    new(
                        device,
                        reader.IsDBNull(2) ? null! : reader.GetString(2),
                        reader.GetBoolean(3),
                        reader.GetBoolean(4)
                    )
                )
            );
        }

        return links;
    }
}
