using JourneyEngine.Collection.Steps;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Collection;

/// <summary>
/// A choice that an event signals is one of the visitor's, whether the event is stored or not: a refusal to be measured
/// is a fact where anything is held of the visitor.
/// </summary>
public sealed class SignalledChoices(WarmJourneys journeys)
{
    /// <summary>Tells for the visitors of a request who refuse in it what held when each of their events
    /// happened.</summary>
    internal async ValueTask Judge(PendingEvent[] events, CollectionTerms terms, CancellationToken cancellation)
    {
        // Where nothing is stored without consent, an earlier event of the request may have given it.
        var chosen = events.Where(it =>
            RequireConsent.IsRefusal(it) || (terms.Mode == ModeNames.None && RequireConsent.SaidNow(it) is not null)
        );
        foreach (var visitor in chosen.Select(it => it.Visitor).ToHashSet(StringComparer.Ordinal))
        {
            var places = Enumerable
                .Range(0, events.Length)
                .Where(it => events[it].Visitor == visitor && events[it].Drop is null)
                .ToArray();
            var known = places.Any(it => RequireConsent.IsRefusal(events[it]))
                ? (await journeys.Read(terms.Site, visitor, cancellation)).Journey.Consents
                : [];
            ConsentAtEventTime.Judge(events, places, known);
        }
    }

    /// <returns>The refusals as facts: of visitors of whom anything is held that they are about.</returns>
    internal async Task<IReadOnlyList<NewFact>> Facts(
        PendingEvent[] judged,
        CollectionTerms terms,
        CancellationToken cancellation
    )
    {
        var facts = new List<NewFact>();
        foreach (var refusal in judged.Where(it => RequireConsent.IsRefusal(it) && it.IsNewRefusal))
        {
            if (
                judged.Any(it => it.Drop is null && it.Visitor == refusal.Visitor && it.Time.At <= refusal.Time.At)
                || IsAbout(await journeys.Read(terms.Site, refusal.Visitor, cancellation), refusal.Time.At)
            )
                facts.Add(Collection.Facts.Refusal(refusal));
        }

        return facts;
    }

    /// <remarks>A refusal that is older than the first visit, and than the visitor's later consent, says nothing about
    /// what is held, so it is not stored.</remarks>
    private static bool IsAbout(CurrentJourney held, long refused) =>
        held.Version > 0
        && (
            held.Journey.Consents.Find(Purpose.Measure) is not { Granted: true } consent
            || consent.At <= refused
            || held.Journey.Visits is [var first, ..] && first.Start <= refused
        );
}
