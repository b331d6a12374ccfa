using System.Globalization;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Collection;

[Collection(EngineTests.Name)]
public class a_clock_is_wrong(EngineFixture engine)
{
    private static readonly TimeSpan Latency = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    [InlineData(7 * 24 * 60)]
    [InlineData(-365 * 24 * 60)]
    public async Task by_a_minute_or_more_and_sent_at_corrects_the_time(int minutes)
    {
        var now = DateTimeOffset.UtcNow;
        var claim = now.AddHours(-2).AddMinutes(minutes);

        var stored = await Stored(claim, sentAt: now.AddMinutes(minutes));

        Time(stored, "occurredAt").Should().BeCloseTo(now.AddHours(-2), Latency);
        Time(stored, "claimedAt").Should().BeCloseTo(claim, TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(5)]
    public async Task by_five_seconds_at_most_and_the_claimed_time_is_kept(int seconds)
    {
        var now = DateTimeOffset.UtcNow;
        var claim = now.AddHours(-2);

        var stored = await Stored(claim, sentAt: now.AddSeconds(seconds));

        Time(stored, "occurredAt").Should().BeCloseTo(claim, TimeSpan.FromMilliseconds(1));
        stored.ContainsKey("claimedAt").Should().BeFalse();
    }

    [Fact]
    public async Task with_sent_at_in_item_and_request_and_the_item_s_counts()
    {
        var now = DateTimeOffset.UtcNow;

        var stored = await Stored(now, sentAt: now.AddHours(9), itemSentAt: now.AddHours(1));

        Time(stored, "occurredAt").Should().BeCloseTo(now.AddHours(-1), Latency);
    }

    [Fact]
    public async Task by_25_hours_ahead_and_the_time_of_receipt_replaces_it()
    {
        var claim = DateTimeOffset.UtcNow.AddHours(25);

        var stored = await Stored(claim, sentAt: null);

        Time(stored, "occurredAt").Should().BeCloseTo(DateTimeOffset.UtcNow, Latency);
        Time(stored, "claimedAt").Should().BeCloseTo(claim, TimeSpan.FromMilliseconds(1));
        ((bool)stored["clampedToReceipt"]!).Should().BeTrue();
    }

    [Fact]
    public async Task by_23_hours_ahead_and_the_claimed_time_is_kept()
    {
        var claim = DateTimeOffset.UtcNow.AddHours(23);

        var stored = await Stored(claim, sentAt: null);

        Time(stored, "occurredAt").Should().BeCloseTo(claim, TimeSpan.FromMilliseconds(1));
        ((bool?)stored["clampedToReceipt"] ?? false).Should().BeFalse();
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("8999-12-31T23:59:59Z")]
    public async Task with_an_unusable_sent_at_and_the_claimed_time_is_kept(string sentAt)
    {
        var claim = DateTimeOffset.UtcNow.AddHours(-2);

        var stored = await Stored(claim, sentAt);

        Time(stored, "occurredAt").Should().BeCloseTo(claim, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task in_an_item_without_a_timestamp_which_gets_the_time_of_receipt()
    {
        var stored = await Stored(null, sentAt: null);

        Time(stored, "occurredAt").Should().BeCloseTo(DateTimeOffset.UtcNow, Latency);
    }

    private Task<JsonObject> Stored(DateTimeOffset claim, DateTimeOffset? sentAt, DateTimeOffset? itemSentAt = null) =>
        Stored(claim, sentAt?.ToString("O"), itemSentAt?.ToString("O"));

    private async Task<JsonObject> Stored(DateTimeOffset? claim, string? sentAt, string? itemSentAt = null)
    {
        var site = await engine.NewSite();
        var item = Calls.Page("v", "home", claim ?? default);
        item["timestamp"] = claim?.ToString("O");
        if (itemSentAt is not null)
            item["sentAt"] = itemSentAt;
        var batch = new JsonObject { ["batch"] = new JsonArray(item), ["sentAt"] = sentAt };

        (await Door.InOrder(await site.Post("/v1/batch", batch))).Should().Equal("accepted");

        return JsonNode.Parse((await engine.Stored(site)).Single())!.AsObject();
    }

    private static DateTimeOffset Time(JsonObject stored, string name) =>
        DateTimeOffset.Parse((string)stored[name]!, CultureInfo.InvariantCulture);
}
