using JourneyEngine.Contracts;
using JourneyEngine.Store;
using Npgsql;

namespace JourneyEngine.Predictions;

/// <summary>The versions of a site's model of returning.</summary>
public sealed class ReturnModels(NpgsqlDataSource database)
{
    /// <param name="at">Only models that look at nothing later; the latest of all where absent.</param>
    public async Task<ReturnModelFitted?> Latest(string site, DateTimeOffset? at, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select data from journey.mt_events where tenant_id = $1 and stream_id = $2 order by version desc");
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = StreamNames.ReturnModel });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var fitted = FactJson.Read<ReturnModelFitted>(reader.GetFieldValue<byte[]>(0));
            if (at is null || fitted.Until <= at)
                return fitted;
        }

        return null;
    }
}
