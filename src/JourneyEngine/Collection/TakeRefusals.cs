using JourneyEngine.Collection.Steps;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Collection;

/// <summary>
/// An event that refuses to be measured is not stored; that its visitor refuses is, where anything is held of them: it
/// holds for that, too.
/// </summary>
public sealed class TakeRefusals(WarmJourneys journeys, FactLog log)
{
    internal async Task Of(PendingEvent[] judged, CollectionTerms terms, CancellationToken cancellation)
    {
        foreach (
            var pending in judged.Where(it =>
                it.Drop?.Reason == RequireConsent.Refused && RequireConsent.SaidNow(it) == false
            )
        )
        {
            var known = await journeys.Read(terms.Site, pending.Visitor, cancellation);
            if (known.Version == 0 || known.Journey.Consents.Of(Purpose.Measure) == false)
                continue;
            var id = "consent:" + pending.MessageId;
            await log.Append(
                terms.Site,
                [
                    new NewFact(
                        pending.Visitor,
                        id,
                        new ConsentChanged(
                            id,
                            pending.Choices!,
                            terms.Notice.Version,
                            null,
                            null,
                            ConsentSources.Signal,
                            pending.ReceivedAt,
                            pending.ReceivedAt
                        )
                    ),
                ]
            );
        }
    }
}
