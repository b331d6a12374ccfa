using System.Collections.Immutable;
using JourneyEngine.Collection.Steps;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Collection;

/// <summary>
/// What held when each event of a request happened, whatever their order in it: after a refusal nothing is stored until
/// consent is given again, and what came before it is stored as if it had been sent alone.
/// </summary>
internal static class ConsentAtEventTime
{
    /// <param name="At">Milliseconds since 1970 UTC.</param>
    /// <param name="Rank">Of what happened at the same time: a refusal holds against a consent, and for what was
    /// done.</param>
    /// <param name="Place">Of the event; -1 for what was known before.</param>
    private readonly record struct Step(long At, int Rank, int Place, Consent? Said);

    /// <param name="places">Of the events of one visitor.</param>
    /// <param name="known">What the visitor chose as far as it is stored.</param>
    public static void Judge(PendingEvent[] events, IEnumerable<int> places, ImmutableArray<Consent> known)
    {
        var consents = ImmutableArray<Consent>.Empty;
        foreach (var step in Known(known).Concat(places.Select(it => Of(events, it))).Order(InTime))
        {
            var before = consents.Of(Purpose.Measure);
            if (step.Said is { } said)
                consents = consents.With(said);
            if (step.Place < 0)
                continue;
            var pending = events[step.Place];
            events[step.Place] = step.Said switch
            {
                null => pending with { MeasuredBefore = before ?? pending.MeasuredBefore },
                { Granted: false } => pending with { IsNewRefusal = before != false },
                _ => pending,
            };
        }
    }

    private static readonly Comparer<Step> InTime = Comparer<Step>.Create(
        static (a, b) => (a.At, a.Rank).CompareTo((b.At, b.Rank))
    );

    private static Step Of(PendingEvent[] events, int place)
    {
        var (at, said) = (events[place].Time.At, RequireConsent.SaidNow(events[place]));
        return said is { } granted
            ? new Step(
                at,
                granted ? 0 : 1,
                place,
                new Consent(Purpose.Measure, null, new ConsentStatement(granted, at))
            )
            : new Step(at, 2, place, null);
    }

    private static IEnumerable<Step> Known(ImmutableArray<Consent> known)
    {
        if (known.Find(Purpose.Measure) is not { } consent)
            yield break;
        if (consent.Chosen is { } chosen)
            yield return OfStatement(chosen, new Consent(Purpose.Measure, chosen, null));
        if (consent.Signalled is { } signal)
            yield return OfStatement(signal, new Consent(Purpose.Measure, null, signal));
    }

    private static Step OfStatement(ConsentStatement it, Consent said) => new(it.At, it.Granted ? 0 : 1, -1, said);
}
