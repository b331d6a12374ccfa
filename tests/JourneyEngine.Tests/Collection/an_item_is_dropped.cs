using JourneyEngine.Collection;

namespace JourneyEngine.Tests.Collection;

public sealed class an_item_is_dropped
{
    [Theory]
    [InlineData("42")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"page\"")]
    public void because_it_is_not_an_object(string item) =>
        Items.Sent("page", item).RefusedFor().Should().Be("an item is a JSON object");

    [Theory]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("true")]
    public void because_its_message_id_is_not_text(string id) =>
        Items
            .Sent("page", $"{{\"messageId\":{id},\"anonymousId\":\"v\"}}")
            .RefusedFor()
            .Should()
            .Be("messageId is text");

    [Fact]
    public void because_its_message_id_is_empty() =>
        Items
            .Sent("page", """{"messageId":"","anonymousId":"v"}""")
            .RefusedFor()
            .Should()
            .StartWith("messageId is empty");

    [Fact]
    public void because_its_message_id_has_more_than_256_characters()
    {
        Items.Sent("page", $$"""{"messageId":"{{new string('m', 256)}}","anonymousId":"v"}""").Drop.Should().BeNull();
        Items
            .Sent("page", $$"""{"messageId":"{{new string('m', 257)}}","anonymousId":"v"}""")
            .RefusedFor()
            .Should()
            .Contain("256 characters");
    }

    [Fact]
    public void because_it_has_more_than_32768_bytes_in_any_script()
    {
        Items.Page($"\"x\":\"{new string('x', 32_000)}\"").Drop.Should().BeNull();
        Items.Page($"\"x\":\"{new string('x', 33_000)}\"").RefusedFor().Should().Contain("32768 bytes");
        Items.Page($"\"x\":\"{new string('ש', 17_000)}\"").RefusedFor().Should().Contain("32768 bytes");
    }

    [Fact]
    public void because_it_has_no_type() =>
        Items.Sent("", """{"anonymousId":"v"}""").RefusedFor().Should().Be("the item has no type");

    [Fact]
    public void because_it_is_a_group_call() =>
        Items
            .Sent("group", """{"userId":"u","groupId":"g","traits":{"name":"Acme"}}""")
            .RefusedFor()
            .Should()
            .Be("group calls are not collected");

    [Theory]
    [InlineData("checkout")]
    [InlineData("Page")]
    public void because_its_kind_is_not_declared(string kind) =>
        Items
            .Sent(kind, """{"anonymousId":"v"}""")
            .Drop.Should()
            .Be(new Drop(ReceiptStatus.Quarantined, $"kind '{kind}' is not declared in the collection notice"));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"event":""}""")]
    [InlineData("""{"event":7}""")]
    [InlineData("""{"name":"not an event"}""")]
    public void because_a_track_call_has_no_event(string item) =>
        Items
            .Sent("track", item[..^1] + (item.Length > 2 ? "," : "") + "\"anonymousId\":\"v\"}")
            .RefusedFor()
            .Should()
            .Contain("needs event");

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("\"\"")]
    [InlineData("5")]
    [InlineData("\"1740830400000\"")]
    [InlineData("\"2026-13-01T00:00:00Z\"")]
    [InlineData("\"2026-03-01 10:00 PM\"")]
    [InlineData("\"Sun, 01 Mar 2026 12:00:00 GMT\"")]
    [InlineData("\"1969-12-31T23:59:59Z\"")]
    [InlineData("\"0001-01-01T00:00:00Z\"")]
    [InlineData("\"9999-12-31T23:59:59-14:00\"")]
    public void because_its_timestamp_is_not_an_iso_8601_time(string timestamp) =>
        Items.Page($"\"timestamp\":{timestamp}").RefusedFor().Should().StartWith("timestamp is not an ISO 8601 time");

    [Fact]
    public void with_a_generated_message_id_if_it_has_none() =>
        Items.Sent("group", """{"messageId":null,"userId":"u"}""").MessageId.Should().Be("made");
}
