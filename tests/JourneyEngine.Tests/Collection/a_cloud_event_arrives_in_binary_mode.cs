using System.Text;
using JourneyEngine.Collection;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Tests.Collection;

public sealed class a_cloud_event_arrives_in_binary_mode
{
    [Fact]
    public void with_percent_encoded_headers_that_are_decoded()
    {
        var sent = Sent(("ce-subject", "%D7%90"), ("ce-time", "2026-03-01T11:00:00Z"));

        (sent.MessageId, sent.Kind, sent.Visitor, sent.Interaction!.Name).Should().Be(("/app 1", "page", "א", "home"));
        sent.Interaction.OccurredAt.Should().Be(Items.Noon.AddHours(-1));
    }

    [Theory]
    [InlineData("ce-id")]
    [InlineData("ce-source")]
    [InlineData("ce-type")]
    [InlineData("ce-subject")]
    public void with_a_nul_in_a_header_and_gets_400(string header) =>
        FluentActions
            .Invoking(() => Sent((header, "a%00b")))
            .Should()
            .Throw<RefusedException>()
            .Which.Status.Should()
            .Be(400);

    [Fact]
    public void with_a_nul_in_an_attribute_that_nobody_reads_and_gets_400() =>
        FluentActions
            .Invoking(() => Sent(("Ce-Other", "%00")))
            .Should()
            .Throw<RefusedException>()
            .Which.Status.Should()
            .Be(400);

    [Theory]
    [InlineData("ce-id")]
    [InlineData("ce-source")]
    [InlineData("ce-type")]
    public void with_an_empty_required_attribute_and_is_refused(string header) =>
        Sent((header, "")).RefusedFor().Should().Be("not a CloudEvent 1.0: " + header[3..]);

    [Theory]
    [InlineData("soon")]
    [InlineData("")]
    public void with_an_unreadable_time_and_is_refused(string time) =>
        Sent(("ce-time", time)).RefusedFor().Should().StartWith("timestamp is not");

    private static PendingEvent Sent(params (string Name, string Value)[] more)
    {
        var headers = new HeaderDictionary
        {
            ["CE-Id"] = "1",
            ["ce-source"] = "/app",
            ["ce-specversion"] = "1.0",
            ["ce-type"] = "journey.page",
            ["ce-subject"] = "v",
        };
        foreach (var (name, value) in more)
            headers[name] = value;
        var request = CloudEvents.Read(Encoding.UTF8.GetBytes("""{"name":"home"}"""), headers, "demo", Items.Noon);
        return request.Events.Single().Through(Items.Usual);
    }
}
