using JourneyEngine.Contracts;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>The sites that said what they send, with the latest that each said.</summary>
internal sealed class SitesToServe(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<(string Site, FulfilmentSettingsChanged Settings)>> All(
        CancellationToken cancellation
    ) =>
        await ManyConfigurationStreams.LatestOfSites<FulfilmentSettingsChanged>(
            database,
            StreamNames.Fulfilment,
            cancellation
        );
}
