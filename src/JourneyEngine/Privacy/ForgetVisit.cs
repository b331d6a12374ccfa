using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Journeys;
using JourneyEngine.Log;

namespace JourneyEngine.Privacy;

/// <summary>Forgets one visit: what was done in it, and what was offered.</summary>
public sealed class ForgetVisit(DeleteFacts forget, JourneyReader journeys)
{
    /// <param name="visit">Number of the visit, from 1, over all of the person's devices.</param>
    /// <returns>How many facts went; 0 where there was no such visit.</returns>
    public async Task<int> Run(string site, Person person, int visit, CancellationToken cancellation)
    {
        var journey = (await journeys.Read(site, person, null, cancellation)).Journey;
        if (visit < 1 || visit > journey.Visits.Length)
            return 0;
        var gone = 0;
        foreach (var pseudonym in person.Pseudonyms)
            gone += await forget.Run(
                site,
                pseudonym.Id,
                DeletionReasons.Visitor,
                (_, events) => Of(journey.Visits[visit - 1], events),
                cancellation
            );
        return gone;
    }

    /// <remarks>A decision that saw the visit holds parts of it, so every later one goes along.</remarks>
    private static IEnumerable<StoredEvent> Of(Visit visit, IReadOnlyList<StoredEvent> events)
    {
        var facts = events.Select(it => (Stored: it, Fact: FactJson.Read(it.Type, it.Data))).ToArray();
        var first = facts
            .Where(it => it.Fact is InteractionRecorded fact && IsIn(visit, fact.OccurredAt))
            .Select(it => it.Stored.Version)
            .DefaultIfEmpty(long.MaxValue)
            .Min();
        var offered = facts
            .Select(it => it.Fact)
            .OfType<ContentOffered>()
            .Where(it =>
                it.Snapshot.StreamVersion >= first
                || IsIn(visit, it.Snapshot.LastSeen ?? it.At)
                // It may have seen the visit in the stream of another device.
                || (it.Snapshot.Streams is not null && it.At.ToUnixTimeMilliseconds() >= visit.Start)
            )
            .Select(it => it.DecisionId)
            .ToHashSet();
        return facts
            .Where(it =>
                it.Fact switch
                {
                    InteractionRecorded fact => IsIn(visit, fact.OccurredAt),
                    ContentOffered fact => offered.Contains(fact.DecisionId),
                    ContentShown fact => offered.Contains(fact.DecisionId),
                    _ => false,
                }
            )
            .Select(it => it.Stored);
    }

    private static bool IsIn(Visit visit, DateTimeOffset moment) =>
        moment.ToUnixTimeMilliseconds() is var at && at >= visit.Start && at <= visit.End;
}
