using JourneyEngine.Collection;
using JourneyEngine.Contracts;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Tests.Collection;

public sealed class an_ordinary_id_is_kept
{
    [Theory]
    [InlineData("\"anonymousId\":12345")]
    [InlineData("\"anonymousId\":12345.0")]
    [InlineData("\"anonymousId\":1.2345e4")]
    [InlineData("\"anonymousId\":\" 12345 \"")]
    [InlineData("\"anonymousId\":\"12\\u200B345\"")]
    public void as_the_number_that_it_is(string id) =>
        Items
            .Sent("page", $"{{{id}}}")
            .Should()
            .Match<PendingEvent>(it => it.Visitor == "12345" && it.Hashed == null && it.Drop == null);

    [Theory]
    [InlineData("link:v|u")]
    [InlineData("consent:m")]
    [InlineData("sent:m")]
    [InlineData("0198c0de-0000-7000-8000-000000000000/shown")]
    public void apart_from_the_engine_s_own_ids_that_look_like_it(string id)
    {
        var fact = Facts.Of(Items.Sent("page", $$"""{"messageId":"{{id}}","anonymousId":"v"}""")).Single();

        fact.MessageId.Should().Be("sent:" + id);
        fact.EarlierId.Should().Be(id);
        ((InteractionRecorded)fact.Body).MessageId.Should().Be(id);
    }

    [Theory]
    [InlineData("m")]
    [InlineData("banner/shown")]
    [InlineData("linked:v|u")]
    [InlineData("5c49abb5-6086-471f-bb95-d6e9d09492bc")]
    public void as_it_came_with_its_message(string id)
    {
        var fact = Facts.Of(Items.Sent("page", $$"""{"messageId":"{{id}}","anonymousId":"v"}""")).Single();

        fact.Should().Match<NewFact>(it => it.MessageId == id && it.EarlierId == null);
    }

    [Fact]
    public void as_the_engine_s_own_link_when_its_export_is_sent_again() =>
        Facts
            .Of(Items.Sent("alias", """{"messageId":"link:v|u","anonymousId":"v","previousId":"v","userId":"u"}"""))
            .Should()
            .Equal(new NewFact("v", "link:v|u", new IdentityLinked("link:v|u", "v", "u", Items.Noon)));
}
