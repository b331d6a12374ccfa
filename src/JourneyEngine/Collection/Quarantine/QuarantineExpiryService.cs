using JourneyEngine.Background;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Collection.Quarantine;

/// <summary>Deletes what was set aside longer ago than it may be kept, also on sites where nothing arrives any
/// more.</summary>
internal sealed class QuarantineExpiryService(
    QuarantineTable table,
    TimeProvider clock,
    ILogger<QuarantineExpiryService> logger
) : RecurringService(TimeSpan.FromHours(1), clock, logger)
{
    protected override Task RunOnce(CancellationToken cancellation) => table.Expire(Clock.GetUtcNow(), cancellation);
}
