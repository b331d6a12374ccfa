namespace JourneyEngine.Collection;

/// <summary>What every item goes through, in this order. A step passes the arrival on, or drops it with a reason.</summary>
internal static class Pipeline
{
    private static readonly Func<Arrival, Arrival>[] Steps =
        [RequireMessageId.Step, Identify.Step, RequireKind.Step, Minimise.Step, CorrectClock.Step, FlagBots.Step];

    /// <param name="newId">Where ids come from for items without one.</param>
    public static Arrival Run(Arrival arrival, Func<string> newId)
    {
        if (arrival.MessageId.Length == 0)
            arrival = arrival with { MessageId = arrival.Call.MessageId is { Length: > 0 } sent ? sent : newId() };
        foreach (var step in Steps)
        {
            if (arrival.Drop is not null)
                break;
            arrival = step(arrival);
        }

        return arrival;
    }
}
