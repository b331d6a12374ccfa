using System.Text;
using System.Text.Json.Nodes;
using JourneyEngine.Collection;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Log;

namespace JourneyEngine.Tests.Collection;

public sealed class recorded_sdk_requests_are_decoded
{
    private static readonly Dictionary<string, string> Calls = new()
    {
        ["t"] = "track",
        ["p"] = "page",
        ["s"] = "screen",
        ["i"] = "identify",
        ["a"] = "alias",
        ["g"] = "group",
    };

    [SkippableTheory]
    [InlineData("segment-analytics-node")]
    [InlineData("segment-analytics-next")]
    [InlineData("rudder-sdk-node")]
    public void with_only_those_items_dropped_that_the_contract_names(string client)
    {
        var sent = Captured.Posts(client).SelectMany(Decoded).ToList();

        sent.Where(it => it.Drop is null)
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(it => it.MessageId.Length > 10 && it.Visitor.Length > 0 && it.Hashed == null);
        sent.Where(it => it.Drop is not null)
            .Should()
            .OnlyContain(it =>
                it.Kind == "group"
                || it.Kind == "identify" && it.Drop!.Reason.StartsWith("nothing to store")
                || it.Drop!.Reason == "the item has more than 32768 bytes"
            );
    }

    [SkippableTheory]
    [InlineData("segment-analytics-node")]
    [InlineData("segment-analytics-next")]
    [InlineData("rudder-sdk-node")]
    public void without_keeping_undeclared_data(string client)
    {
        var facts = Captured
            .Posts(client)
            .SelectMany(Decoded)
            .Where(it => it.Drop is null)
            .SelectMany(Facts.Of)
            .Select(it => FactJson.Write(it.Body))
            .ToList();

        facts
            .Should()
            .NotBeEmpty()
            .And.AllSatisfy(it =>
                it.Should()
                    .NotContainAny("@", "10.1.2.3", "Mozilla", "utm_", "http", "Acme", "test_write_key", "revenue")
            );
    }

    /// <remarks>They were recorded in a browser that nobody looked at.</remarks>
    [SkippableFact]
    public void with_name_path_referrer_campaign_and_bot_of_a_headless_browser_page()
    {
        var page = Captured.Posts("segment-analytics-next").First(it => (string?)it["path"] == "/v1/p");

        var recorded = Decoded(page).Single().Interaction!;

        (
            recorded.Name,
            recorded.Path,
            recorded.ReferrerHost,
            recorded.Campaign!.Source,
            recorded.Campaign.Name,
            recorded.Bot
        )
            .Should()
            .Be(("Intro", "/page", "ref.test", "news", "c1", true));
    }

    [SkippableTheory]
    [InlineData("segment-analytics-node")]
    [InlineData("segment-analytics-next")]
    public void with_the_write_key_found_in_the_body(string client) =>
        Captured.Posts(client).Should().AllSatisfy(it => Request(it).Key.Should().Be("test_write_key"));

    [SkippableTheory]
    [InlineData("segment-analytics-node")]
    [InlineData("segment-analytics-next")]
    [InlineData("rudder-sdk-node")]
    public void with_the_same_message_ids_in_every_retry(string client)
    {
        var attempts = Captured
            .Posts(client)
            .Where(it => ((string?)it["scenario"])!.StartsWith("retry_", StringComparison.Ordinal))
            .GroupBy(it => (string?)it["scenario"])
            .ToList();

        attempts.Should().NotBeEmpty();
        attempts
            .Should()
            .AllSatisfy(scenario =>
                scenario.SelectMany(Decoded).Select(it => it.MessageId).Distinct().Should().ContainSingle()
            );
    }

    private static IEnumerable<PendingEvent> Decoded(JsonObject captured) =>
        Request(captured)
            .Events.Select(it =>
                it.Through(Items.Usual, _ => throw new InvalidOperationException("an SDK gives its own id"))
            );

    private static IncomingRequest Request(JsonObject captured)
    {
        var json = Encoding.UTF8.GetBytes(captured["body"]!.ToJsonString());
        var call = ((string)captured["path"]!).Split('/')[^1];
        var receivedAt = DateTimeOffset.Parse("2026-11-23T12:00:00Z", null);
        return call is "batch" or "b" or "import"
            ? Segment.Batch(json, receivedAt)
            : Segment.Single(Calls.GetValueOrDefault(call, call), json, receivedAt);
    }
}
