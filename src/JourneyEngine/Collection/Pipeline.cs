namespace JourneyEngine.Collection;

/// <summary>What every item goes through, in this order. A step passes the arrival on, or drops it with a reason.</summary>
internal static class Pipeline
{
    private static readonly Func<Arrival, Terms, Arrival>[] Opening =
    [
        static (it, _) => RequireMessageId.Step(it),
        static (it, _) => Identify.Step(it),
        ReadChoices.Step,
    ];

    private static readonly Func<Arrival, Terms, Arrival>[] Judging =
    [
        RequireConsent.Step,
        RequireLinkingKey.Step,
        static (it, _) => RequireType.Step(it),
        static (it, _) => Minimise.Step(it),
        static (it, _) => CorrectClock.Step(it),
        static (it, _) => FlagBots.Step(it),
        RequireDeclared.Step,
        KeepProperties.Step,
        ReadTraits.Step,
    ];

    /// <summary>Up to who it is and what the item says of consent, so that earlier choices can be asked for.</summary>
    /// <param name="newId">Where ids come from for items without one.</param>
    public static Arrival Open(Arrival arrival, Terms terms, Func<string> newId)
    {
        if (arrival.MessageId.Length == 0)
            arrival = arrival with { MessageId = arrival.Call.MessageId is { Length: > 0 } sent ? sent : newId() };
        return Through(Opening, arrival, terms);
    }

    public static Arrival Judge(Arrival arrival, Terms terms) => Through(Judging, arrival, terms);

    private static Arrival Through(Func<Arrival, Terms, Arrival>[] steps, Arrival arrival, Terms terms)
    {
        foreach (var step in steps)
        {
            if (arrival.Drop is not null)
                break;
            arrival = step(arrival, terms);
        }

        return arrival;
    }
}
