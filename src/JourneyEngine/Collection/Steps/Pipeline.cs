using JourneyEngine.Collection.Wire;

namespace JourneyEngine.Collection.Steps;

/// <summary>What every event goes through, in this order. A step passes it on, or drops it with a reason.</summary>
internal static class Pipeline
{
    private static readonly Func<PendingEvent, CollectionTerms, PendingEvent>[] Opening =
    [
        static (it, _) => RequireReadable.Step(it),
        Identify.Step,
        ReadChoices.Step,
        static (it, _) => CorrectClock.Step(it),
    ];

    private static readonly Func<PendingEvent, CollectionTerms, PendingEvent>[] Judging =
    [
        RequireConsent.Step,
        RequireLinkingKey.Step,
        ProveIdentity.Step,
        static (it, _) => RequireType.Step(it),
        static (it, _) => Minimise.Step(it),
        static (it, _) => CutTexts.Step(it),
        static (it, _) => RequireTime.Step(it),
        RequireDeclared.Step,
        KeepProperties.Step,
        ReadTraits.Step,
    ];

    /// <summary>Up to who it is, what the event says of consent and when it was, so that earlier choices can be asked for.</summary>
    /// <param name="newId">Makes an id for an event without one, received at a time.</param>
    public static PendingEvent Open(IncomingEvent sent, CollectionTerms terms, Func<DateTimeOffset, string> newId) =>
        Through(
            Opening,
            new PendingEvent(
                sent,
                sent.MessageId is { Length: > 0 } id
                    ? terms.MessageIds.Read(terms.Site, id)
                    : MessageId.Own(newId(sent.ReceivedAt))
            ),
            terms
        );

    public static PendingEvent Judge(PendingEvent pending, CollectionTerms terms) => Through(Judging, pending, terms);

    private static PendingEvent Through(
        Func<PendingEvent, CollectionTerms, PendingEvent>[] steps,
        PendingEvent pending,
        CollectionTerms terms
    )
    {
        foreach (var step in steps)
        {
            if (pending.Drop is not null)
                break;
            pending = step(pending, terms);
        }

        return pending;
    }
}
