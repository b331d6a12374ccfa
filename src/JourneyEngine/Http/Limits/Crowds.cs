namespace JourneyEngine.Http.Limits;

/// <summary>
/// Tells the visits of one network address that are so many that one sender may have made them up: slots learn nothing
/// from these. An address's first few visits in an hour teach, and of more as many as a twentieth of those of all
/// others: on a site of many visitors an office, or a part of a mobile network, teaches as anybody does.
/// </summary>
/// <remarks>For visits with keys that are in pages. Each host counts by itself.</remarks>
public sealed class Crowds(LimitSettings settings, RefusalCounter refusals, TimeProvider clock)
{
    private TeachingVisits? _now;

    /// <summary>Whether a visit is one of a crowd. One that is not counts for its address from now on.</summary>
    /// <param name="at">When the visitor did something in it, by the visitor's own time: who claims to come for days
    /// claims many visits.</param>
    public bool Has(in Sender sender, string visitor, DateTimeOffset at)
    {
        if (settings.Learning == 0 || Now().Take(sender, visitor, HourOf(at), settings.Learning))
            return false;
        refusals.Add(Limit.Learning);
        return true;
    }

    private static long HourOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 3600;

    private TeachingVisits Now()
    {
        var (hour, known) = (HourOf(clock.GetUtcNow()), Volatile.Read(ref _now));
        if (known?.Hour == hour)
            return known;
        var next = new TeachingVisits(hour);
        return Interlocked.CompareExchange(ref _now, next, known) is { } met && met != known ? met : next;
    }
}
