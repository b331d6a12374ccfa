namespace JourneyEngine.Collection.Steps;

/// <summary>An interaction that states a time states one that can be read.</summary>
internal static class RequireTime
{
    public static PendingEvent Step(PendingEvent pending) =>
        pending.Interaction is not null && pending.Time.IsUnreadable
            ? pending.Refused("timestamp is not an ISO 8601 time from 1970 on")
            : pending;
}
