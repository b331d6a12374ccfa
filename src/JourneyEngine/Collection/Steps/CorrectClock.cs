using JourneyEngine.Collection.Wire;

namespace JourneyEngine.Collection.Steps;

/// <summary>When it happened: the client's time, corrected by how far its clock is off, and never far in the future.
/// A choice is dated so, too, but not after its receipt: it would hold against what is chosen until then.</summary>
internal static class CorrectClock
{
    private static readonly TimeSpan FarFuture = TimeSpan.FromHours(24);

    private static readonly TimeSpan Rounding = TimeSpan.FromMinutes(1);

    public static PendingEvent Step(PendingEvent pending)
    {
        var received = Milliseconds(pending.ReceivedAt);
        if (StatedTime.Parse(pending.Sent.Timestamp) is not { } stated)
            return pending with { Time = new EventTime(received, IsUnreadable: pending.Sent.Timestamp is not null) };
        var claim = Milliseconds(stated);
        var corrected = Corrected(claim, Skew(pending));
        var clamped = corrected > (pending.ReceivedAt + (pending.Choices is null ? FarFuture : Rounding)).UtcTicks;
        var occurred = clamped ? received : new DateTimeOffset(corrected, TimeSpan.Zero);
        return pending with { Time = new EventTime(occurred, occurred == claim ? null : claim, clamped) };
    }

    /// <remarks>
    /// Whole minutes: a clock is wrong by minutes or more, while the seconds of a slow network are no reason to move an
    /// interaction. So the pauses between a visitor's interactions, and with them the visits, do not depend on latency.
    /// </remarks>
    private static TimeSpan Skew(PendingEvent pending) =>
        pending.Sent.SentAt is { } sent
            ? TimeSpan.FromMinutes(Math.Round((pending.ReceivedAt - sent).TotalMinutes, MidpointRounding.AwayFromZero))
            : TimeSpan.Zero;

    /// <returns>Ticks: the sum may lie beyond the last year that a date can hold. A correction to before 1970 is
    /// none.</returns>
    private static long Corrected(DateTimeOffset claim, TimeSpan skew) =>
        claim.UtcTicks + skew.Ticks is var ticks && ticks >= DateTimeOffset.UnixEpoch.UtcTicks ? ticks : claim.UtcTicks;

    private static DateTimeOffset Milliseconds(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
