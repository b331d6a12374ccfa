using JourneyEngine.Log;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Collection.Quarantine;

/// <summary>Deletes what was set aside longer ago than it may be kept, also on sites where nothing arrives any more.</summary>
internal sealed class ExpireQuarantine(QuarantineTable table, TimeProvider clock, ILogger<ExpireQuarantine> logger)
    : Recurring(TimeSpan.FromHours(1), clock, logger)
{
    protected override Task Turn(CancellationToken cancellation) => table.Expire(Clock.GetUtcNow(), cancellation);
}
