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
}
