using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Journeys;
using JourneyEngine.Log;

namespace JourneyEngine.Collection;

/// <summary>An item that refuses to be measured is not stored; that its visitor refuses is, where anything is held of them: it holds for that, too.</summary>
public sealed class TakeRefusals(WarmJourneys journeys, FactLog log)
{
    internal async Task Of(Judged judged, CancellationToken cancellation)
    {
        foreach (var arrival in judged.Arrivals.Where(it => it.Drop?.Reason == RequireConsent.Refused && RequireConsent.SaidNow(it) == false))
        {
            var known = await journeys.Read(judged.Site, arrival.Visitor, cancellation);
            if (known.Version == 0 || known.Journey.Consents.Of(Purpose.Measure) == false)
                continue;
            var id = "consent:" + arrival.MessageId;
            await log.Append(judged.Site, [new NewFact(arrival.Visitor, id, new ConsentChanged(
                id, arrival.Choices!, judged.Terms.Notice.Version, null, null, ConsentSources.Signal, arrival.ReceivedAt, arrival.ReceivedAt))]);
        }
    }
}
