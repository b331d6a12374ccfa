using JourneyEngine.Decisions;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>A visitor's journey as projected.</summary>
/// <param name="Version">Version of the visitor's stream up to which it is folded.</param>
/// <param name="Revision">Revision of the fold rules it is folded under.</param>
public sealed record JourneyRow(string Site, string Visitor, long Version, int Revision, Journey Journey);

/// <summary>One row a visitor and site. Read and written in pages, never one by one.</summary>
internal static class JourneyTable
{
    public static async Task<Dictionary<(string Site, string Visitor), JourneyRow>> Read(
        NpgsqlConnection connection, IReadOnlyCollection<(string Site, string Visitor)> keys, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select site, visitor, version, revision, journey from journey.journeys join unnest($1, $2) wanted (site, visitor) using (site, visitor)", connection);
        command.Parameters.Add(new() { Value = keys.Select(key => key.Site).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(key => key.Visitor).ToArray() });
        return (await Rows(command, cancellation)).ToDictionary(row => (row.Site, row.Visitor));
    }

    /// <summary>Whether the journey was stored in the format of another version.</summary>
    public static async Task<bool> IsOfAnotherVersion(NpgsqlConnection connection, string site, string visitor, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select journey from journey.journeys where site = $1 and visitor = $2", connection);
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = visitor });
        return await command.ExecuteScalarAsync(cancellation) is byte[] journey && !JourneyBytes.IsReadable(journey);
    }

    public static async Task<List<JourneyRow>> Outdated(
        NpgsqlConnection connection, string site, int revision, int limit, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select site, visitor, version, revision, journey from journey.journeys where site = $1 and revision < $2 order by revision, visitor limit $3", connection);
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = revision });
        command.Parameters.Add(new() { Value = limit });
        return await Rows(command, cancellation);
    }

    public static async Task Write(NpgsqlConnection connection, IReadOnlyCollection<JourneyRow> rows, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("""
            insert into journey.journeys (site, visitor, version, revision, journey)
            select * from unnest($1, $2, $3, $4, $5)
            on conflict (site, visitor) do update
            set version = excluded.version, revision = excluded.revision, journey = excluded.journey
            """, connection);
        command.Parameters.Add(new() { Value = rows.Select(row => row.Site).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Visitor).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Version).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Revision).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => JourneyBytes.Write(row.Journey)).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<List<JourneyRow>> Rows(NpgsqlCommand command, CancellationToken cancellation)
    {
        var rows = new List<JourneyRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new JourneyRow(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt32(3),
                JourneyBytes.Read(reader.GetFieldValue<byte[]>(4))));
        }

        return rows;
    }
}
