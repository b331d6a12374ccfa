using JourneyEngine.Collection;
using JourneyEngine.Collection.Steps;
using JourneyEngine.Contracts;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Tests.Collection;

public sealed class a_visitor_is_identified
{
    public static TheoryData<string> Shared =>
        new(
            "null",
            "NULL",
            " Null ",
            "(null)",
            "nil",
            "none",
            "undefined",
            "unknown",
            "anonymous",
            "Guest",
            "n/a",
            "na",
            "NaN",
            "-",
            "0",
            "true",
            "false",
            "default",
            "[object Object]",
            "",
            "   ",
            "00000000-0000-0000-0000-000000000000",
            "00000000000000000000000000000000",
            "{00000000-0000-0000-0000-000000000000}"
        );

    [Theory, MemberData(nameof(Shared))]
    public void by_no_placeholder_that_many_visitors_would_share(string id)
    {
        Items.Sent("page", $$"""{"anonymousId":"{{id}}"}""").RefusedFor().Should().StartWith("no visitor");
        Items
            .Sent("page", $$"""{"anonymousId":"{{id}}","userId":"u"}""")
            .Should()
            .Match<PendingEvent>(it => it.Visitor == "u" && it.Alias == null);
        Items
            .Sent("page", $$"""{"anonymousId":"v","userId":"{{id}}"}""")
            .Should()
            .Match<PendingEvent>(it => it.Visitor == "v" && it.Alias == null);
    }

    [Theory]
    [InlineData("a\\u0007b")]
    [InlineData("a\\nb")]
    public void by_no_id_with_control_characters(string id) =>
        Items.Sent("page", $$"""{"anonymousId":"{{id}}"}""").RefusedFor().Should().StartWith("no visitor");

    [Fact]
    public void by_an_id_of_256_characters_at_most()
    {
        Items.Sent("page", $$"""{"anonymousId":"{{new string('v', 256)}}"}""").Drop.Should().BeNull();
        Items
            .Sent("page", $$"""{"anonymousId":"{{new string('v', 257)}}"}""")
            .RefusedFor()
            .Should()
            .StartWith("no visitor");
    }

    [Fact]
    public void without_a_user_id_that_is_too_long_which_is_told()
    {
        var page = Items.Page($"\"userId\":\"{new string('u', 257)}\",\"name\":\"a \"");

        page.Alias.Should().BeNull();
        page.Told.Should()
            .StartWith("userId has more than 256 characters, so it names nobody")
            .And.Contain("name is stored in the form");
        Items
            .Sent("identify", $$"""{"anonymousId":"v","userId":"{{new string('u', 257)}}"}""")
            .RefusedFor()
            .Should()
            .Contain("userId has more than 256 characters");
    }

    [Theory]
    [InlineData("user-1")]
    [InlineData("test")]
    [InlineData("nullius")]
    [InlineData("א")]
    public void by_any_text_that_can_be_an_id(string id) =>
        Items.Sent("page", $$"""{"anonymousId":"{{id}}"}""").Visitor.Should().Be(id);

    [Theory]
    [InlineData("{}", "cookie")]
    [InlineData("""{"anonymousId":"null"}""", "cookie")]
    [InlineData("""{"anonymousId":"v"}""", "v")]
    [InlineData("""{"userId":"u"}""", "u")]
    public void by_the_tracker_s_cookie_if_the_item_has_no_id(string item, string visitor) =>
        Items
            .Sent("page", item, terms: Items.Usual with { CookieVisitor = "cookie" })
            .Should()
            .Match<PendingEvent>(it => it.Visitor == visitor && it.Alias == null && it.Drop == null);

    [Fact]
    public void by_a_number_exactly_as_it_was_written() =>
        Items
            .Sent("page", """{"anonymousId":42,"userId":9007199254740993}""")
            .Should()
            .Match<PendingEvent>(it => it.Visitor == "42" && it.Alias == "9007199254740993");

    [Theory]
    [InlineData("anonymousId", "true")]
    [InlineData("anonymousId", "{}")]
    [InlineData("userId", "[\"u\"]")]
    public void by_text_or_a_number_and_no_other_type(string name, string id) =>
        Items
            .Sent("page", $"{{\"{name}\":{id},\"{(name == "userId" ? "anonymousId" : "userId")}\":\"good\"}}")
            .RefusedFor()
            .Should()
            .Be($"{name} is text or a number");

    [Fact]
    public void by_two_ids_of_an_interaction_which_are_linked_once()
    {
        var facts = Facts.Of(Items.Page("\"userId\":\"u\"")).ToArray();

        facts.Select(it => (it.Visitor, it.MessageId)).Should().Equal(("v", "m"), ("v", "link:v|u"));
        facts[0].Body.Should().BeOfType<InteractionRecorded>();
        facts[1].Body.Should().Be(new IdentityLinked("link:v|u", "v", "u", Items.Noon));
    }

    [Fact]
    public void by_two_equal_ids_which_are_not_linked() =>
        Facts.Of(Items.Page("\"userId\":\"v\"")).Should().ContainSingle();

    [Fact]
    public void by_an_identify_call_that_links_two_ids() =>
        Facts
            .Of(
                Items.Sent(
                    "identify",
                    """{"messageId":"m","anonymousId":"v","userId":"u","traits":{"email":"a@b.test"}}"""
                )
            )
            .Should()
            .Equal(new NewFact("v", "m", new IdentityLinked("m", "v", "u", Items.Noon)));

    [Theory]
    [InlineData("""{"userId":"u"}""")]
    [InlineData("""{"anonymousId":"v","traits":{}}""")]
    [InlineData("""{"anonymousId":"u","userId":"u"}""")]
    [InlineData("""{"anonymousId":"null","userId":"u"}""")]
    public void by_an_identify_call_with_one_id_which_is_refused(string item) =>
        Items
            .Sent("identify", item)
            .RefusedFor()
            .Should()
            .Be("nothing to store: an identify call with one id links nothing");

    [Theory]
    [InlineData("""{"messageId":"m","previousId":"old","userId":"u","anonymousId":"v"}""", "u", true)]
    [InlineData("""{"messageId":"m","previousId":"old","anonymousId":"v"}""", "v", true)]
    [InlineData("""{"messageId":"m","anonymousId":"old","userId":"u"}""", "u", null)]
    [InlineData("""{"messageId":"m","previousId":" old ","anonymousId":"old","userId":"u"}""", "u", null)]
    [InlineData("""{"messageId":"m","previousId":null,"anonymousId":"old","userId":"u"}""", "u", null)]
    [InlineData("""{"messageId":"m","previousId":"null","anonymousId":"old","userId":"u"}""", "u", null)]
    public void by_an_alias_call_that_links_two_ids(string item, string alias, bool? aboutAnother) =>
        Facts
            .Of(Items.Sent("alias", item))
            .Select(it => it.Body)
            .Should()
            .Equal(new IdentityLinked("m", "old", alias, Items.Noon, Aliased: aboutAnother));

    [Fact]
    public void by_one_id_only_if_the_key_may_not_link()
    {
        var terms = Items.Usual with { Links = false };

        Facts.Of(Items.Page("\"userId\":\"u\"", terms: terms)).Should().ContainSingle().Which.Visitor.Should().Be("v");
        Items.Page("\"userId\":\"v\"", terms: terms).Drop.Should().BeNull();
        Items
            .Sent("alias", """{"previousId":"old","userId":"u"}""", terms: terms)
            .RefusedFor()
            .Should()
            .Be(RequireLinkingKey.Reason);
        foreach (var traits in new[] { "", ",\"traits\":{}" })
            Items
                .Sent("identify", $"{{\"anonymousId\":\"v\",\"userId\":\"u\"{traits}}}", terms: terms)
                .RefusedFor()
                .Should()
                .Be("nothing to store: " + RequireLinkingKey.Reason);
        Items
            .Sent("identify", """{"anonymousId":"v","userId":"u","traits":{"shoe":"42"}}""", terms: terms)
            .RefusedFor()
            .Should()
            .StartWith("nothing to store: " + RequireLinkingKey.Reason)
            .And.EndWith("1 trait refused: trait 'shoe' is not declared in the notice");
    }

    /// <summary>What is taken of a refusal goes by this reason: a key that links nothing must not keep a visitor from
    /// withdrawing.</summary>
    [Theory]
    [InlineData(
        "identify",
        """{"anonymousId":"v","userId":"u","context":{"consent":{"categoryPreferences":{"measure":false}}}}"""
    )]
    [InlineData(
        "alias",
        """{"previousId":"v","userId":"u","context":{"consent":{"categoryPreferences":{"measure":false}}}}"""
    )]
    public void by_a_key_that_may_not_link_while_a_refusal_still_counts(string kind, string item) =>
        Items
            .Sent(kind, item, terms: Items.Usual with { Links = false })
            .RefusedFor()
            .Should()
            .Be(RequireConsent.Refused);

    [Theory]
    [InlineData("""{"userId":"u"}""")]
    [InlineData("""{"previousId":"old"}""")]
    [InlineData("""{"previousId":"u","userId":"u"}""")]
    [InlineData("""{"previousId":"undefined","userId":"u"}""")]
    [InlineData("""{"previousId":{},"userId":"u"}""")]
    public void by_an_alias_call_with_one_id_which_is_refused(string item) =>
        Items.Sent("alias", item).RefusedFor().Should().StartWith("an alias call needs");
}
