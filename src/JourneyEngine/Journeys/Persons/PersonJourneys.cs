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

    /// <summary>The journeys of a site that are folded under some rules, of one person after the other.</summary>
    public static IAsyncEnumerable<List<JourneyRow>> OfSite(
        NpgsqlConnection connection,
        string site,
        int revision,
        CancellationToken cancellation
    ) =>
        ByPerson(
            connection,
            $"select {JourneyTable.Columns} from journey.journeys where site = $1 and revision = $2 and person is not null "
                + "order by person",
            [site, revision],
            cancellation
        );

    /// <summary>The journeys of all persons, of one after the other.</summary>
    /// <param name="table">The live one, or one that is to take its place.</param>
    public static IAsyncEnumerable<List<JourneyRow>> All(
        NpgsqlConnection connection,
        string table,
        CancellationToken cancellation
    ) =>
        ByPerson(
            connection,
            $"select {JourneyTable.Columns} from {table} where person is not null order by site, person",
            [],
            cancellation
        );

    private static async IAsyncEnumerable<List<JourneyRow>> ByPerson(
        NpgsqlConnection connection,
        string query,
        object[] values,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var person = new List<JourneyRow>();
        await foreach (var row in JourneyTable.Stream(connection, query, values, cancellation))
        {
            if (person.Count > 0 && (person[0].Site, person[0].Person) != (row.Site, row.Person))
            {
                yield return person;
                person = [];
            }

            person.Add(row);
        }

        if (person.Count > 0)
            yield return person;
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
