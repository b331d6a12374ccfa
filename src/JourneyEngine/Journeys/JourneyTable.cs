using System.Runtime.CompilerServices;
using JourneyEngine.Decisions.Folding;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Journeys;

/// <summary>One row a visitor and site. Read and written in pages, never one by one.</summary>
internal static class JourneyTable
{
    public const string Columns = "site, visitor, version, revision, generation, journey, person, shared";

    public static async Task<Dictionary<(string Site, string Visitor), JourneyRow>> Read(
        NpgsqlConnection connection,
        IReadOnlyCollection<(string Site, string Visitor)> keys,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"select {Columns} from journey.journeys join unnest($1, $2) wanted (site, visitor) using (site, visitor)",
            connection
        );
        command.Parameters.Add(new() { Value = keys.Select(key => key.Site).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(key => key.Visitor).ToArray() });
        return (await Rows(command, cancellation)).ToDictionary(row => (row.Site, row.Visitor));
    }

    /// <summary>The journeys after one, in order of site and visitor.</summary>
    public static async Task<List<JourneyRow>> After(
        NpgsqlConnection connection,
        (string Site, string Visitor) last,
        int limit,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"select {Columns} from journey.journeys where (site, visitor) > ($1, $2) order by site, visitor limit $3",
            connection
        );
        command.Parameters.Add(new() { Value = last.Site });
        command.Parameters.Add(new() { Value = last.Visitor });
        command.Parameters.Add(new() { Value = limit });
        return await Rows(command, cancellation);
    }

    public static async Task<List<JourneyRow>> Outdated(
        NpgsqlConnection connection,
        string site,
        int revision,
        int limit,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"select {Columns} from journey.journeys where site = $1 and revision < $2 order by revision, visitor "
                + $"limit $3",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = revision });
        command.Parameters.Add(new() { Value = limit });
        return await Rows(command, cancellation);
    }

    /// <summary>The journeys of a site that are folded under some rules and belong to no person, in no order.</summary>
    public static IAsyncEnumerable<JourneyRow> OfNoPerson(
        NpgsqlConnection connection,
        string site,
        int revision,
        CancellationToken cancellation
    ) =>
        Stream(
            connection,
            $"select {Columns} from journey.journeys where site = $1 and revision = $2 and person is null",
            [site, revision],
            cancellation
        );

    /// <summary>Rows of any number, one by one.</summary>
    public static async IAsyncEnumerable<JourneyRow> Stream(
        NpgsqlConnection connection,
        string query,
        object[] values,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(query, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return Row(reader);
    }

    public static async Task Write(
        NpgsqlConnection connection,
        IReadOnlyCollection<JourneyRow> rows,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            """
            insert into journey.journeys (site, visitor, version, revision, generation, journey, person, shared)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (site, visitor) do update set version = excluded.version, revision = excluded.revision,
                generation = excluded.generation, journey = excluded.journey, person = excluded.person, shared = excluded.shared
            """,
            connection
        );
        command.Parameters.Add(new() { Value = rows.Select(row => row.Site).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Visitor).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Version).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Revision).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Generation).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => JourneyBytes.Write(row.Journey!)).ToArray() });
        command.Parameters.Add(
            new()
            {
                Value = rows.Select(row => row.Person).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar,
            }
        );
        command.Parameters.Add(new() { Value = rows.Select(row => row.Shared).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task Delete(
        NpgsqlConnection connection,
        string site,
        string visitor,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "delete from journey.journeys where site = $1 and visitor = $2",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = visitor });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<List<JourneyRow>> Rows(NpgsqlCommand command, CancellationToken cancellation)
    {
        var rows = new List<JourneyRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            rows.Add(Row(reader));
        return rows;
    }

    private static JourneyRow Row(NpgsqlDataReader reader) =>
        new(
            reader.GetString(0),
            reader.GetString(1),
            reader.GetInt64(2),
            reader.GetInt32(3),
            reader.GetInt32(4),
            JourneyBytes.Read(reader.GetFieldValue<byte[]>(5)),
            reader.IsDBNull(6) ? null : reader.GetString(6),
            reader.GetBoolean(7)
        );
}
