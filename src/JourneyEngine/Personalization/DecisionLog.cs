using JourneyEngine.Contracts;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Personalization;

/// <summary>Finds decisions by their ids.</summary>
public sealed class DecisionLog(NpgsqlDataSource database)
{
    internal static readonly string OfferedType = StoredFacts.NameOf(typeof(ContentOffered));

    /// <returns>Those that the site made and that were not forgotten, with the visitor of each.</returns>
    public async Task<IReadOnlyList<(string Visitor, ContentOffered Offered)>> Find(string site, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return [];
        await using var command = database.CreateCommand("select stream_id, data from journey.mt_events where id = any($1) and tenant_id = $2 and type = $3");
        command.Parameters.Add(new() { Value = ids.Select(id => FactIds.Of(site, id.ToString())).ToArray() });
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = OfferedType });
        var found = new List<(string, ContentOffered)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found.Add((StreamNames.PseudonymOf(reader.GetString(0))!, FactJson.Read<ContentOffered>(reader.GetFieldValue<byte[]>(1))));
        return found;
    }
}
