using JourneyEngine.Contracts;

namespace JourneyEngine.Tests.Collection;

public sealed class a_clock_is_wrong
{
    private static readonly DateTimeOffset Noon = Items.Noon;

    [Theory]
    [InlineData("2026-03-01T11:00:00Z")]
    [InlineData("2026-03-01T11:00:00")]
    [InlineData("2026-03-01 11:00:00")]
    [InlineData("2026-03-01T13:00:00+02:00")]
    [InlineData("2026-03-01T11:00:00.000000000Z")]
    [InlineData("2026-03-01t11:00:00z")]
    public void or_right_and_the_time_is_taken_as_it_is(string timestamp) =>
        At(timestamp).Should().Match<InteractionRecorded>(it => it.OccurredAt == Noon.AddHours(-1) && it.OccurredAt.Offset == TimeSpan.Zero
            && it.ClaimedAt == null && !it.ClampedToReceipt && it.ReceivedAt == Noon);

    [Fact]
    public void and_times_are_kept_to_the_millisecond() => At("2026-03-01T11:00:00.1239999Z").OccurredAt.Should().Be(Noon.AddHours(-1).AddMilliseconds(123));

    [Fact]
    public void or_absent_and_the_time_of_receipt_stands_in()
    {
        Items.Page().Interaction!.Should().Match<InteractionRecorded>(it => it.OccurredAt == Noon && it.ClaimedAt == null);
        Items.Page("\"timestamp\":null,\"originalTimestamp\":null").Interaction!.OccurredAt.Should().Be(Noon);
    }

    [Fact]
    public void and_the_timestamp_wins_over_the_original_one()
    {
        Items.Page("""
            "timestamp":"2026-03-01T11:00:00Z","originalTimestamp":"2026-03-01T10:00:00Z"
            """).Interaction!.OccurredAt.Should().Be(Noon.AddHours(-1));
        Items.Page("""
            "timestamp":null,"originalTimestamp":"2026-03-01T10:00:00Z"
            """).Interaction!.OccurredAt.Should().Be(Noon.AddHours(-2));
    }

    [Theory]
    [InlineData("2026-03-01T11:00:00Z")]
    [InlineData("2026-03-01T13:30:00Z")]
    [InlineData("2000-01-01T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    public void by_minutes_or_decades_and_is_corrected(string clock)
    {
        var recorded = Items.Page($"\"timestamp\":\"{clock}\"", DateTimeOffset.Parse(clock, null)).Interaction!;

        recorded.OccurredAt.Should().Be(Noon);
        recorded.ClaimedAt.Should().Be(DateTimeOffset.Parse(clock, null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(29)]
    public void by_less_than_half_a_minute_and_nothing_moves(int seconds) =>
        Items.Page("\"timestamp\":\"2026-03-01T11:00:00Z\"", Noon.AddSeconds(-seconds)).Interaction!
            .Should().Match<InteractionRecorded>(it => it.OccurredAt == Noon.AddHours(-1) && it.ClaimedAt == null);

    [Fact]
    public void and_an_item_knows_better_than_its_batch() =>
        Items.Page("""
            "timestamp":"2026-03-01T10:30:00Z","sentAt":"2026-03-01T11:00:00Z"
            """, Noon).Interaction!.OccurredAt.Should().Be(Noon.AddMinutes(-30));

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("7")]
    [InlineData("null")]
    public void and_a_sentAt_that_is_no_time_says_nothing(string sentAt) =>
        Items.Page($"\"timestamp\":\"2026-03-01T11:00:00Z\",\"sentAt\":{sentAt}").Interaction!.OccurredAt.Should().Be(Noon.AddHours(-1));

    [Fact]
    public void by_a_day_ahead_at_most()
    {
        At("2026-03-02T12:00:00Z").Should().Match<InteractionRecorded>(it => it.OccurredAt == Noon.AddDays(1) && !it.ClampedToReceipt);
        At("2026-03-02T12:00:00.001Z").Should().Match<InteractionRecorded>(it =>
            it.OccurredAt == Noon && it.ClampedToReceipt && it.ClaimedAt == Noon.AddDays(1).AddMilliseconds(1));
    }

    [Fact]
    public void and_the_last_moment_of_time_does_no_harm()
    {
        var recorded = Items.Page("\"timestamp\":\"9999-12-31T23:59:59.999Z\"", DateTimeOffset.UnixEpoch).Interaction!;

        recorded.Should().Match<InteractionRecorded>(it => it.OccurredAt == Noon && it.ClampedToReceipt);
        recorded.ClaimedAt!.Value.Year.Should().Be(9999);
    }

    [Fact]
    public void and_a_correction_to_before_1970_is_none() =>
        Items.Page("\"timestamp\":\"2026-03-01T11:00:00Z\"", new DateTimeOffset(9998, 1, 1, 0, 0, 0, TimeSpan.Zero)).Interaction!
            .OccurredAt.Should().Be(Noon.AddHours(-1));

    private static InteractionRecorded At(string timestamp) => Items.Page($"\"timestamp\":\"{timestamp}\"").Interaction!;
}
