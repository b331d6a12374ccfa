using System.Text.Json;
using JourneyEngine.Rights.Fulfilment;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Vault;

namespace JourneyEngine.Tests.Fulfilment;

public sealed class a_benefit_is_queued
{
    private static readonly SendBenefit Benefit = new(
        "shop",
        [.. Enumerable.Range(0, 32).Select(it => (byte)it)],
        "birthday",
        "2027"
    );

    [Fact]
    public void as_the_same_message_wherever_it_is_published()
    {
        Benefit.EnvelopeId().Should().Be((Benefit with { Mark = [.. Benefit.Mark] }).EnvelopeId());
        new[]
        {
            Benefit with
            {
                Site = "other",
            },
            Benefit with
            {
                Mark = new byte[32],
            },
            Benefit with
            {
                Purpose = "letter",
            },
            Benefit with
            {
                Period = "2028",
            },
        }
            .Select(it => it.EnvelopeId())
            .Append(Benefit.EnvelopeId())
            .Should()
            .OnlyHaveUniqueItems();
    }

    [Fact]
    public void without_naming_a_visitor_or_a_detail() =>
        JsonSerializer
            .SerializeToElement(Benefit)
            .EnumerateObject()
            .Select(it => it.Name)
            .Should()
            .Equal("Site", "Mark", "Purpose", "Period");

    [Fact]
    public void under_a_key_that_reveals_no_address_in_a_log()
    {
        var key = Compose.Key(new Grant("shop", Benefit.Mark, "birthday", "2027"));

        key.Should().Be("benefit:birthday:2027:0001020304050607");
        new Composed("anon", new OutboundMessage(Channel.Email, "dana@example.test", "s", "t", key))
            .ToString()
            .Should()
            .Be("message " + key);
    }
}
