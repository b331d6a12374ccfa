using JourneyEngine.Contracts;

namespace JourneyEngine.Tests.Collection;

public sealed class the_time_of_an_item_is_determined
{
    private static readonly DateTimeOffset Noon = Items.Noon;

    [Theory]
    [InlineData("2026-03-01T11:00:00Z")]
    [InlineData("2026-03-01T11:00:00")]
    [InlineData("2026-03-01 11:00:00")]
    [InlineData("2026-03-01T13:00:00+02:00")]
    [InlineData("2026-03-01T11:00:00.000000000Z")]
    [InlineData("2026-03-01t11:00:00z")]
    public void by_an_iso_8601_timestamp_converted_to_utc(string timestamp) =>
        At(timestamp)
            .Should()
            .Match<InteractionRecorded>(it =>
                it.OccurredAt == Noon.AddHours(-1)
                && it.OccurredAt.Offset == TimeSpan.Zero
                && it.ClaimedAt == null
                && !it.ClampedToReceipt
                && it.ReceivedAt == Noon
            );

    [Fact]
    public void by_a_timestamp_truncated_to_milliseconds() =>
        At("2026-03-01T11:00:00.1239999Z").OccurredAt.Should().Be(Noon.AddHours(-1).AddMilliseconds(123));

    [Fact]
    public void by_the_time_of_receipt_if_it_has_no_timestamp()
    {
        Items
            .Page()
            .Interaction!.Should()
            .Match<InteractionRecorded>(it => it.OccurredAt == Noon && it.ClaimedAt == null);
        Items.Page("\"timestamp\":null,\"originalTimestamp\":null").Interaction!.OccurredAt.Should().Be(Noon);
    }

    [Fact]
    public void by_timestamp_rather_than_original_timestamp()
    {
        Items
            .Page(
                """
                "timestamp":"2026-03-01T11:00:00Z","originalTimestamp":"2026-03-01T10:00:00Z"
                """
            )
            .Interaction!.OccurredAt.Should()
            .Be(Noon.AddHours(-1));
        Items
            .Page(
                """
                "timestamp":null,"originalTimestamp":"2026-03-01T10:00:00Z"
                """
            )
            .Interaction!.OccurredAt.Should()
            .Be(Noon.AddHours(-2));
    }

    [Theory]
    [InlineData("2026-03-01T11:00:00Z")]
    [InlineData("2026-03-01T13:30:00Z")]
    [InlineData("2000-01-01T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    public void after_correcting_a_clock_wrong_by_an_hour_or_decades(string clock)
    {
        var recorded = Items.Page($"\"timestamp\":\"{clock}\"", DateTimeOffset.Parse(clock, null)).Interaction!;

        recorded.OccurredAt.Should().Be(Noon);
        recorded.ClaimedAt.Should().Be(DateTimeOffset.Parse(clock, null));
    }

    /// <summary>A refusal from tomorrow would hold against what the visitor grants today, and the other way round.</summary>
    [Theory]
    [InlineData("2026-03-01T12:00:30Z", false)]
    [InlineData("2026-03-01T14:00:00Z", true)]
    [InlineData("2026-03-02T11:59:00Z", true)]
    public void by_the_time_of_receipt_if_it_says_of_consent_what_lies_ahead(string timestamp, bool clamped)
    {
        var claim = DateTimeOffset.Parse(timestamp, null);
        var choosing = Items
            .Page(
                $"\"timestamp\":\"{timestamp}\","
                    + """
                    "context":{"consent":{"categoryPreferences":{"personalize":false}}}
                    """
            )
            .Interaction!;

        (choosing.OccurredAt, choosing.ClampedToReceipt).Should().Be((clamped ? Noon : claim, clamped));
        Items.Page($"\"timestamp\":\"{timestamp}\"").Interaction!.OccurredAt.Should().Be(claim);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(29)]
    public void without_correcting_a_clock_wrong_by_less_than_30_seconds(int seconds) =>
        Items
            .Page("\"timestamp\":\"2026-03-01T11:00:00Z\"", Noon.AddSeconds(-seconds))
            .Interaction!.Should()
            .Match<InteractionRecorded>(it => it.OccurredAt == Noon.AddHours(-1) && it.ClaimedAt == null);

    [Fact]
    public void by_the_item_s_sent_at_rather_than_the_batch_s() =>
        Items
            .Page(
                """
                "timestamp":"2026-03-01T10:30:00Z","sentAt":"2026-03-01T11:00:00Z"
                """,
                Noon
            )
            .Interaction!.OccurredAt.Should()
            .Be(Noon.AddMinutes(-30));

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("7")]
    [InlineData("null")]
    public void without_a_sent_at_that_is_not_a_time(string sentAt) =>
        Items
            .Page($"\"timestamp\":\"2026-03-01T11:00:00Z\",\"sentAt\":{sentAt}")
            .Interaction!.OccurredAt.Should()
            .Be(Noon.AddHours(-1));

    [Fact]
    public void as_one_day_ahead_of_receipt_at_most()
    {
        At("2026-03-02T12:00:00Z")
            .Should()
            .Match<InteractionRecorded>(it => it.OccurredAt == Noon.AddDays(1) && !it.ClampedToReceipt);
        At("2026-03-02T12:00:00.001Z")
            .Should()
            .Match<InteractionRecorded>(it =>
                it.OccurredAt == Noon && it.ClampedToReceipt && it.ClaimedAt == Noon.AddDays(1).AddMilliseconds(1)
            );
    }

    [Fact]
    public void by_the_time_of_receipt_if_it_claims_the_year_9999()
    {
        var recorded = Items.Page("\"timestamp\":\"9999-12-31T23:59:59.999Z\"", DateTimeOffset.UnixEpoch).Interaction!;

        recorded.Should().Match<InteractionRecorded>(it => it.OccurredAt == Noon && it.ClampedToReceipt);
        recorded.ClaimedAt!.Value.Year.Should().Be(9999);
    }

    [Fact]
    public void without_a_correction_that_leads_to_before_1970() =>
        Items
            .Page("\"timestamp\":\"2026-03-01T11:00:00Z\"", new DateTimeOffset(9998, 1, 1, 0, 0, 0, TimeSpan.Zero))
            .Interaction!.OccurredAt.Should()
            .Be(Noon.AddHours(-1));

    private static InteractionRecorded At(string timestamp) =>
        Items.Page($"\"timestamp\":\"{timestamp}\"").Interaction!;
}
