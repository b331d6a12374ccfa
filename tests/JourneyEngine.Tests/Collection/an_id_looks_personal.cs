using JourneyEngine.Collection;
using JourneyEngine.Contracts;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Tests.Collection;

public sealed class an_id_looks_personal
{
    private const string Hash = "^hashed:[0-9a-f]{48}$";

    [Fact]
    public void as_the_visitor_s_only_one_and_its_hash_names_the_stream()
    {
        var sent = Items.Sent("page", """{"messageId":"m","userId":"dana@example.test"}""");

        sent.Drop.Should().BeNull();
        sent.Visitor.Should().MatchRegex(Hash);
        sent.Hashed.Should().Be("userId looks like an e-mail address, so a keyed hash of it is stored");
    }

    [Fact]
    public void as_the_one_that_is_linked_and_its_hash_is_linked()
    {
        var sent = Items.Page("\"userId\":\"+49 170 1234567\"");

        Facts
            .Of(sent)
            .Last()
            .Body.Should()
            .BeOfType<IdentityLinked>()
            .Which.Alias.Should()
            .MatchRegex(Hash)
            .And.Be(sent.Alias);
        sent.Hashed.Should().Be("userId looks like a phone number, so a keyed hash of it is stored");
    }

    [Fact]
    public void as_that_of_a_message_and_its_hash_is_stored()
    {
        var sent = Items.Sent("page", """{"messageId":"order of dana@example.test","anonymousId":"v"}""");
        var fact = Facts.Of(sent).Single();

        ((InteractionRecorded)fact.Body).MessageId.Should().MatchRegex(Hash).And.Be(fact.MessageId);
        fact.EarlierId.Should().Be("order of dana@example.test", "it may be stored under that");
        sent.Message.Sent.Should().Be("order of dana@example.test", "the client knows it by nothing else");
        sent.Hashed.Should().Be("messageId looks like an e-mail address, so a keyed hash of it is stored");
    }

    [Fact]
    public void which_the_receipt_of_what_is_stored_says() =>
        Receipt
            .Of("m", AppendOutcome.Accepted, told: "userId looks like a phone number")
            .Should()
            .Be(new Receipt("m", ReceiptStatus.Accepted, "userId looks like a phone number"));

    [Theory]
    [InlineData("\"anonymousId\":12345")]
    [InlineData("\"anonymousId\":12345.0")]
    [InlineData("\"anonymousId\":1.2345e4")]
    [InlineData("\"anonymousId\":\" 12345 \"")]
    [InlineData("\"anonymousId\":\"12\\u200B345\"")]
    public void no_more_than_an_ordinary_number_does(string id) =>
        Items
            .Sent("page", $"{{{id}}}")
            .Should()
            .Match<PendingEvent>(it => it.Visitor == "12345" && it.Hashed == null && it.Drop == null);

    [Theory]
    [InlineData("link:v|u")]
    [InlineData("consent:m")]
    [InlineData("sent:m")]
    [InlineData("0198c0de-0000-7000-8000-000000000000/shown")]
    public void no_more_than_one_of_the_engine_s_own_which_stays_apart_from_it(string id)
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
    public void no_more_than_the_usual_one_of_a_message(string id)
    {
        var fact = Facts.Of(Items.Sent("page", $$"""{"messageId":"{{id}}","anonymousId":"v"}""")).Single();

        fact.Should().Match<NewFact>(it => it.MessageId == id && it.EarlierId == null);
    }

    /// <summary>As its own export is sent again.</summary>
    [Fact]
    public void no_more_than_the_engine_s_own_link_which_is_the_same_again() =>
        Facts
            .Of(Items.Sent("alias", """{"messageId":"link:v|u","anonymousId":"v","previousId":"v","userId":"u"}"""))
            .Should()
            .Equal(new NewFact("v", "link:v|u", new IdentityLinked("link:v|u", "v", "u", Items.Noon)));
}
