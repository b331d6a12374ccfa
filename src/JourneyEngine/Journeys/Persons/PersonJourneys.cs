using System.Runtime.CompilerServices;
using Npgsql;

namespace JourneyEngine.Journeys.Persons;

/// <summary>Reads the journeys of persons, one person after the other.</summary>
internal static class PersonJourneys
{
    /// <summary>The journeys of all pseudonyms of some persons.</summary>
    public static async Task<List<JourneyRow>> Of(
        NpgsqlConnection connection,
        IReadOnlyCollection<(string Site, string Person)> persons,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"select {JourneyTable.Columns} from journey.journeys join unnest($1, $2) wanted (site, person) "
                + "using (site, person)",
            connection
        );
        command.Parameters.Add(new() { Value = persons.Select(it => it.Site).ToArray() });
        command.Parameters.Add(new() { Value = persons.Select(it => it.Person).ToArray() });
        return await JourneyTable.Rows(command, cancellation);
    }

    /// <summary>The journeys of a site that are folded under some rules, person by person.</summary>
    /// <param name="joined">Those of persons; the others otherwise, in no order.</param>
    public static async IAsyncEnumerable<JourneyRow> OfSite(
        NpgsqlConnection connection,
        string site,
        int revision,
        bool joined,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"select {JourneyTable.Columns} from journey.journeys where site = $1 and revision = $2 and person is "
                + (joined ? "not null order by person, visitor" : "null"),
            connection
        )
        {
            CommandTimeout = 0,
        };
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = revision });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return JourneyTable.Row(reader);
    }

    /// <summary>The journeys of all persons, one after the other.</summary>
    /// <param name="table">The live one, or one that is to take its place.</param>
    public static async IAsyncEnumerable<JourneyRow> All(
        NpgsqlConnection connection,
        string table,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"select {JourneyTable.Columns} from {table} where person is not null order by site, person, visitor",
            connection
        )
        {
            CommandTimeout = 0,
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return JourneyTable.Row(reader);
    }

    /// <returns>Revisions of rules that the journeys of persons are folded under.</returns>
    public static async Task<List<(string Site, int Revision)>> Revisions(
        NpgsqlConnection connection,
        string table,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"select distinct site, revision from {table} where person is not null",
            connection
        )
        {
            CommandTimeout = 0,
        };
        var revisions = new List<(string, int)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            revisions.Add((reader.GetString(0), reader.GetInt32(1)));
        return revisions;
    }
}
