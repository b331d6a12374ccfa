using JourneyEngine.Background;
using JourneyEngine.Rights.Addresses;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Fulfilment.Confirming;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>Looks every minute for what was left granted, and every quarter of an hour for what is due. Of many hosts
/// one looks at a time.</summary>
internal sealed class FulfilmentService(
    FindDue due,
    GrantBenefit grants,
    OneHostAtATime turn,
    VaultAccess vault,
    AddressLinks links,
    TimeProvider clock,
    IHostApplicationLifetime host,
    ILogger<FulfilmentService> logger,
    IOutbound? outbound = null
) : RecurringService(TimeSpan.FromMinutes(1), clock, logger)
{
    private const int MinutesBetweenLooks = 15;

    private int _minute;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (outbound is not null && vault.IsConfigured && links.CanBeMade)
            return base.ExecuteAsync(stoppingToken);
        Logger.LogInformation(
            "Nothing is sent to visitors: {Reason}",
            outbound is null ? "JOURNEY_OUTBOUND names no way out."
                : !vault.IsConfigured ? "this host has no vault."
                : "JOURNEY_PUBLIC_URL does not say what visitors call this host."
        );
        return Task.CompletedTask;
    }

    /// <remarks>What is granted is published, and the queues take nothing before everything is up.</remarks>
    protected override async Task Ready(CancellationToken cancellation)
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = host.ApplicationStarted.Register(up.SetResult);
        await up.Task.WaitAsync(cancellation);
    }

    /// <remarks>Where the host stops in the middle, what was granted and not queued is found by the next one.</remarks>
    protected override Task RunOnce(CancellationToken cancellation) =>
        turn.Run(
            async () =>
            {
                var now = Clock.GetUtcNow();
                await grants.Recover(now, cancellation);
                if (_minute++ % MinutesBetweenLooks != 0)
                    return;
                await vault
                    .Open()
                    .Mailboxes.Forget(
                        now - MailboxRules.Remembered,
                        now - MailboxRules.QuestionsRemembered,
                        cancellation
                    );
                if (await due.Run(now, cancellation) is > 0 and var granted)
                    Logger.LogInformation("{Benefits} benefits are granted and on their way.", granted);
            },
            cancellation
        );
}
