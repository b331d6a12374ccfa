using Npgsql;

namespace JourneyEngine.Privacy;

/// <summary>Finds every pseudonym that the site linked, however indirectly, to one of a visitor.</summary>
public sealed class LinkedPseudonyms(NpgsqlDataSource database)
{
    /// <returns>The given one first.</returns>
    public async Task<IReadOnlyList<string>> Of(string site, string visitor, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            with recursive linked (id) as (
                select $2::varchar
                union
                select case when alias.alias = linked.id then alias.visitor else alias.alias end
                from linked join journey.aliases alias on alias.site = $1 and linked.id in (alias.alias, alias.visitor)
            )
            select id from linked order by id <> $2, id
            """
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = visitor });
        var found = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found.Add(reader.GetString(0));
        return found;
    }
}
