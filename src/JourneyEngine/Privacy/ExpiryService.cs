using JourneyEngine.Background;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Privacy;

/// <summary>Looks several times a day for records whose time is up.</summary>
internal sealed class ExpiryService(ExpireRecords records, TimeProvider clock, ILogger<ExpiryService> logger)
    : RecurringService(TimeSpan.FromHours(6), clock, logger)
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(6);

    protected override Task Ready(CancellationToken cancellation) => Task.Delay(AfterStart, Clock, cancellation);

    protected override Task RunOnce(CancellationToken cancellation) => records.Run(Clock.GetUtcNow(), cancellation);
}
