using JourneyEngine.Contracts;
using Npgsql;

namespace JourneyEngine.Store;

/// <summary>Finds a visitor by another pseudonym that the site linked to it.</summary>
public sealed class Aliases(NpgsqlDataSource database)
{
    private static readonly string InteractionType = StoredFacts.NameOf(typeof(InteractionRecorded));

    /// <returns>The pseudonym whose stream holds what the visitor did: the given one, unless it is only an alias.</returns>
    public async Task<string> Resolve(string site, string id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            select visitor from journey.aliases where site = $1 and alias = $2
            and not exists (select from journey.mt_events where tenant_id = $1 and stream_id = $3 and type = $4)
            order by position desc limit 1
            """);
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = StreamNames.Visitor(id) });
        command.Parameters.Add(new() { Value = InteractionType });
        return (string?)await command.ExecuteScalarAsync(cancellation) ?? id;
    }
}
