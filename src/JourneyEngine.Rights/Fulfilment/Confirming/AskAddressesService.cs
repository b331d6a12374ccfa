using JourneyEngine.Rights.Addresses;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.Rights.Fulfilment.Confirming;

/// <summary>Queues the question for an address as soon as it is told. What is missed is found among what was left
/// granted.</summary>
internal sealed class AskAddressesService(
    ToldAddresses told,
    GrantBenefit grants,
    VaultAccess vault,
    AddressLinks links,
    TimeProvider clock,
    IHostApplicationLifetime host,
    ILogger<AskAddressesService> logger,
    IOutbound? outbound = null
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Without a public address no link can be made; what is granted meanwhile is found once there is one.
        if (outbound is null || !vault.IsConfigured || !links.CanBeMade)
            return;
        // The queues take nothing before everything is up.
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = host.ApplicationStarted.Register(up.SetResult);
        await up.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await foreach (var question in told.Granted(stoppingToken))
        {
            try
            {
                await grants.Queue(question, clock.GetUtcNow(), stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // What a failure says may quote what is stored.
                logger.LogWarning("A question was not queued ({Failure}); it is found later.", failure.GetType().Name);
            }
        }
    }
}
