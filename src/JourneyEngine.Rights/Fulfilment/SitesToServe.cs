using JourneyEngine.Contracts;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>The sites that said what they send, with the latest that each said.</summary>
internal sealed class SitesToServe(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<(string Site, FulfilmentSettingsChanged Settings)>> All(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            select stream.tenant_id, data from journey.mt_streams stream
            join journey.mt_events event on event.tenant_id = stream.tenant_id and event.stream_id = stream.id and event.version = stream.version
            where stream.id = $1 order by stream.tenant_id
            """);
        command.Parameters.Add(new() { Value = StreamNames.Fulfilment });
        var sites = new List<(string, FulfilmentSettingsChanged)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            sites.Add((reader.GetString(0), FactJson.Read<FulfilmentSettingsChanged>(reader.GetFieldValue<byte[]>(1))));
        return sites;
    }
}
