using Npgsql;

namespace JourneyEngine.Visitors;

/// <summary>Finds a visitor by another pseudonym that the site linked to it.</summary>
public sealed class Aliases(NpgsqlDataSource database)
{
    /// <returns>The pseudonym whose stream holds the visitor's facts: the given one, unless it is only an alias.</returns>
    public async Task<string> Resolve(string site, string id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            select visitor from journey.aliases where site = $1 and alias = $2
            and not exists (select from journey.mt_streams where tenant_id = $1 and id = $3)
            order by position desc limit 1
            """);
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = Store.StreamNames.Visitor(id) });
        return (string?)await command.ExecuteScalarAsync(cancellation) ?? id;
    }
}
