using JourneyEngine.Background;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Privacy;

/// <summary>Looks several times a day for what is to go.</summary>
internal sealed class RetentionService(ApplyRetention retain, TimeProvider clock, ILogger<RetentionService> logger)
    : RecurringService(TimeSpan.FromHours(6), clock, logger)
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(5);

    protected override Task Ready(CancellationToken cancellation) => Task.Delay(AfterStart, Clock, cancellation);

    protected override async Task RunOnce(CancellationToken cancellation)
    {
        if (await retain.Run(Clock.GetUtcNow(), cancellation) is > 0 and var gone)
            Logger.LogInformation("The time of {Facts} facts was up; they are gone.", gone);
    }
}
