using JourneyEngine.Contracts;
using JourneyEngine.Store;
using Npgsql;

namespace JourneyEngine.Predictions;

/// <summary>The versions of a site's models.</summary>
public sealed class FittedModels(NpgsqlDataSource database)
{
    /// <param name="at">Only models that look at nothing later; the latest of all where absent.</param>
    public Task<ReturnModelFitted?> OfReturning(string site, DateTimeOffset? at, CancellationToken cancellation) =>
        Latest<ReturnModelFitted>(site, StreamNames.ReturnModel, it => at is null || it.Until <= at, cancellation);

    /// <param name="at">Only models that look at nothing later; the latest of all where absent.</param>
    public Task<ConversionModelFitted?> OfConverting(string site, string funnel, DateTimeOffset? at, CancellationToken cancellation) =>
        Latest<ConversionModelFitted>(site, StreamNames.ConversionModel(funnel), it => at is null || it.Until <= at, cancellation);

    private async Task<T?> Latest<T>(string site, string stream, Predicate<T> fits, CancellationToken cancellation)
        where T : class
    {
        await using var command = database.CreateCommand("select data from journey.mt_events where tenant_id = $1 and stream_id = $2 order by version desc");
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = stream });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var fitted = FactJson.Read<T>(reader.GetFieldValue<byte[]>(0));
            if (fits(fitted))
                return fitted;
        }

        return null;
    }
}
