using Npgsql;

namespace JourneyEngine.Store;

/// <summary>Reads configuration that is kept as facts: the latest fact of a stream is what holds.</summary>
public sealed class Configuration(NpgsqlDataSource database)
{
    public async Task<T?> Latest<T>(string site, string stream, CancellationToken cancellation)
        where T : class
    {
        await using var command = database.CreateCommand(
            "select data::text from journey.mt_events where tenant_id = $1 and stream_id = $2 order by version desc limit 1");
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = stream });
        return await command.ExecuteScalarAsync(cancellation) is string data ? FactJson.Read<T>(data) : null;
    }

    /// <summary>The latest fact of each stream whose id begins with a prefix, by stream id.</summary>
    public async Task<List<T>> AllLatest<T>(string site, string prefix, CancellationToken cancellation)
        where T : class
    {
        await using var command = database.CreateCommand("""
            select data::text from journey.mt_streams stream
            join journey.mt_events event on event.tenant_id = stream.tenant_id and event.stream_id = stream.id and event.version = stream.version
            where stream.tenant_id = $1 and stream.id >= $2 and stream.id < $3 order by stream.id
            """);
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = prefix });
        command.Parameters.Add(new() { Value = prefix[..^1] + (char)(prefix[^1] + 1) });
        var facts = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            facts.Add(FactJson.Read<T>(reader.GetString(0)));
        return facts;
    }
}
