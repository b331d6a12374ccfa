using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Store;

namespace JourneyEngine.Privacy;

/// <summary>Forgets one visit: what was done in it, and what was offered.</summary>
public sealed class ForgetVisit(ForgetFacts forget)
{
    /// <param name="visit">Number of the visit, from 1.</param>
    /// <returns>How many facts went; 0 where there was no such visit.</returns>
    public Task<int> Run(string site, string visitor, int visit, CancellationToken cancellation) =>
        forget.Run(site, visitor, ForgetFacts.ByVisitor, (current, events) =>
            visit < 1 || visit > current.Journey.Visits.Length ? [] : events.Where(it => IsIn(current.Journey.Visits[visit - 1], it)), cancellation);

    private static bool IsIn(Visit visit, StoredEvent stored) =>
        (FactJson.Read(stored.Type, stored.Data) switch
        {
            InteractionRecorded it => it.OccurredAt,
            ContentOffered it => it.At,
            _ => (DateTimeOffset?)null,
        })?.ToUnixTimeMilliseconds() is { } at && at >= visit.Start && at <= visit.End;
}
