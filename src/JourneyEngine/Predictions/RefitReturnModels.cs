using JasperFx;
using JourneyEngine.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Predictions;

/// <summary>Fits every site's model of returning anew once a day. Of many hosts that do so at the same time one stores its version.</summary>
internal sealed class RefitReturnModels(FitReturnModel fit, ReturnModels models, NpgsqlDataSource database, TimeProvider clock, ILogger<RefitReturnModels> logger)
    : Recurring(TimeSpan.FromHours(1), clock, logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(23);
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(10);

    protected override Task Ready(CancellationToken cancellation) => Task.Delay(AfterStart, Clock, cancellation);

    protected override async Task Turn(CancellationToken cancellation)
    {
        foreach (var site in await Sites(cancellation))
        {
            if (await models.Latest(site, null, cancellation) is { } latest && Clock.GetUtcNow() - latest.At < Fresh)
                continue;
            try
            {
                if ((await fit.Run(site, new FitReturnModel.Asked(), cancellation)).Fitted is { } fitted)
                    Logger.LogInformation("A model of returning was fitted to {Visitors} visitors.", fitted.Visitors);
            }
            catch (ConcurrencyException)
            {
                // Another host was faster.
            }
        }
    }

    private async Task<List<string>> Sites(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select distinct site from journey.keys order by site");
        var sites = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            sites.Add(reader.GetString(0));
        return sites;
    }
}
