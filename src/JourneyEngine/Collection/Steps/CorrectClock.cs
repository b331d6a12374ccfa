using JourneyEngine.Collection.Wire;

namespace JourneyEngine.Collection.Steps;

/// <summary>When it happened: the client's time, corrected by how far its clock is off, and never far in the
/// future.</summary>
internal static class CorrectClock
{
    private static readonly TimeSpan FarFuture = TimeSpan.FromHours(24);

    public static PendingEvent Step(PendingEvent pending)
    {
        if (pending.Interaction is not { } interaction)
            return pending;
        var stated = pending.Sent.Timestamp;
        var received = Milliseconds(pending.ReceivedAt);
        if (stated is null)
            return pending with { Interaction = interaction with { OccurredAt = received } };
        if (StatedTime.Parse(stated) is not { } claim)
            return pending.Refused("timestamp is not an ISO 8601 time from 1970 on");
        claim = Milliseconds(claim);
        var corrected = Corrected(claim, Skew(pending));
        var clamped = corrected > (pending.ReceivedAt + FarFuture).UtcTicks;
        var occurred = clamped ? received : new DateTimeOffset(corrected, TimeSpan.Zero);
        return pending with
        {
            Interaction = interaction with
            {
                OccurredAt = occurred,
                ClaimedAt = occurred == claim ? null : claim,
                ClampedToReceipt = clamped,
            },
        };
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
