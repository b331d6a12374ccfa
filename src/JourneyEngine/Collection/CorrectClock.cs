using System.Buffers;
using System.Globalization;

namespace JourneyEngine.Collection;

/// <summary>When it happened: the client's time, corrected by how far its clock is off, and never far in the future.</summary>
internal static class CorrectClock
{
    private static readonly TimeSpan FarFuture = TimeSpan.FromHours(24);

    private static readonly SearchValues<char> IsoCharacters = SearchValues.Create("0123456789-:+.TtZz ");

    public static Arrival Step(Arrival arrival)
    {
        if (arrival.Interaction is not { } interaction)
            return arrival;
        var stated = arrival.Call.Timestamp ?? arrival.Call.OriginalTimestamp;
        var received = Milliseconds(arrival.ReceivedAt);
        if (stated is null)
            return arrival with { Interaction = interaction with { OccurredAt = received } };
        if (Time(stated) is not { } claim)
            return arrival.Refused("timestamp is not an ISO 8601 time from 1970 on");
        claim = Milliseconds(claim);
        var corrected = Corrected(claim, Skew(arrival));
        var clamped = corrected > (arrival.ReceivedAt + FarFuture).UtcTicks;
        var occurred = clamped ? received : new DateTimeOffset(corrected, TimeSpan.Zero);
        return arrival with
        {
            Interaction = interaction with
            {
                OccurredAt = occurred,
                ClaimedAt = occurred == claim ? null : claim,
                ClampedToReceipt = clamped,
            },
        };
    }

    /// <summary>A time that an item or a request states, with a zone or in UTC.</summary>
    public static DateTimeOffset? Time(string? stated) =>
        stated is { Length: >= 10 and <= 40 } given && given[4] == '-' && !given.AsSpan().ContainsAnyExcept(IsoCharacters)
        && DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        && time >= DateTimeOffset.UnixEpoch
            ? time
            : null;

    /// <remarks>
    /// Whole minutes: a clock is wrong by minutes or more, while the seconds of a slow network are no reason to move an interaction.
    /// So the pauses between a visitor's interactions, and with them the visits, do not depend on latency.
    /// </remarks>
    private static TimeSpan Skew(Arrival arrival) =>
        (Time(arrival.Call.SentAt) ?? arrival.SentAt) is { } sent
            ? TimeSpan.FromMinutes(Math.Round((arrival.ReceivedAt - sent).TotalMinutes, MidpointRounding.AwayFromZero))
            : TimeSpan.Zero;

    /// <returns>Ticks: the sum may lie beyond the last year that a date can hold. A correction to before 1970 is none.</returns>
    private static long Corrected(DateTimeOffset claim, TimeSpan skew) =>
        claim.UtcTicks + skew.Ticks is var ticks && ticks >= DateTimeOffset.UnixEpoch.UtcTicks ? ticks : claim.UtcTicks;

    private static DateTimeOffset Milliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
