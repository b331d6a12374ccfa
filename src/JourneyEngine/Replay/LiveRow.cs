using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>A journey as it stands in its table, not decoded: it is compared as bytes.</summary>
/// <param name="Membership">The person whose pseudonym it is, if any; and whether several persons have it.</param>
internal sealed record LiveRow(
    long Version,
    int Revision,
    int Generation,
    byte[] Bytes,
    (string? Person, bool IsShared) Membership
)
{
    public static async Task<Dictionary<(string Site, string Visitor), LiveRow>> Read(
        NpgsqlConnection connection,
        IEnumerable<(string Site, string Visitor)> keys,
        CancellationToken cancellation
    )
    {
        var wanted = keys.ToArray();
        await using var command = new NpgsqlCommand(
            "select site, visitor, version, revision, generation, journey, person, shared from journey.journeys join unnest($1, $2) "
                + "wanted (site, visitor) using (site, visitor)",
            connection
        );
        command.Parameters.Add(new() { Value = wanted.Select(key => key.Site).ToArray() });
        command.Parameters.Add(new() { Value = wanted.Select(key => key.Visitor).ToArray() });
        var rows = new Dictionary<(string, string), LiveRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows[(reader.GetString(0), reader.GetString(1))] = new LiveRow(
                reader.GetInt64(2),
                reader.GetInt32(3),
                reader.GetInt32(4),
                reader.GetFieldValue<byte[]>(5),
                (reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetBoolean(7))
            );
        }

        return rows;
    }
}
