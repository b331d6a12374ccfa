using JourneyEngine.Decisions.Persons;
using Npgsql;

namespace JourneyEngine.Log.Links;

/// <summary>Reads which pseudonyms were linked, from the facts themselves: whatever is acknowledged is found, on every
/// host.</summary>
internal static class IdentityLinks
{
    /// <param name="devices">Those of them whose own streams are looked at.</param>
    /// <param name="position">As they were at this place in the log.</param>
    /// <param name="most">No more than so many on either side of one pseudonym; all if null.</param>
    /// <returns>The links that name some pseudonyms on either side, each once; one to itself of each that acted as a user
    /// id.</returns>
    public static async Task<List<IdentityLink>> Of(
        NpgsqlConnection connection,
        string site,
        IReadOnlyCollection<string> ids,
        IReadOnlyCollection<string> devices,
        long position,
        CancellationToken cancellation,
        int? most = null
    )
    {
        await using var command = new NpgsqlCommand(LinkQueries.OfThese, connection);
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = ids.ToArray() });
        command.Parameters.Add(new() { Value = devices.Select(StreamNames.Visitor).ToArray() });
        command.Parameters.Add(Limit(most));
        return [.. (await Rows(command, cancellation)).Select(it => it.Link).Distinct()];
    }

    /// <summary>As <see cref="Of"/>, by one statement for whom each pseudonym most likely belongs to: of the user id that it
    /// has alone, and of the devices of either, too.</summary>
    /// <returns>The links, and all pseudonyms that were looked at.</returns>
    public static async Task<(List<IdentityLink> Links, List<string> Asked)> OfLikelyPersons(
        NpgsqlConnection connection,
        string site,
        IReadOnlyCollection<string> ids,
        long position,
        CancellationToken cancellation,
        int? most = null
    )
    {
        await using var command = new NpgsqlCommand(LinkQueries.OfPersons, connection);
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = ids.ToArray() });
        command.Parameters.Add(Limit(most));
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
        await using var command = new NpgsqlCommand(LinkQueries.All, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(
            new() { Value = site ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar }
        );
        return await Rows(command, cancellation);
    }

    private static NpgsqlParameter Limit(int? most) =>
        new() { Value = (object?)(long?)most ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint };

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
