using System.Text.Json;
using JourneyEngine.Collection;
using JourneyEngine.Contracts;

namespace JourneyEngine.Tests.Collection;

/// <summary>Nothing is lost for its length: what is kept is cut, and the receipt says so.</summary>
public sealed class a_text_of_an_item_is_too_long
{
    private const string Emoji = "\U0001F600";

    private static readonly CollectionTerms Shop = Declared.Terms(
        Declared.Kind("page", null, Declared.Property("plan"), Declared.Property("title"))
    );

    [Theory]
    [InlineData("n", 257, 256)]
    [InlineData("ש", 300, 256)]
    [InlineData(Emoji, 129, 128)]
    [InlineData("\u00E9", 257, 256)]
    [InlineData("x\u0301", 129, 128)]
    [InlineData("a\u05B8\u05BC", 100, 85)]
    [InlineData("\U0001F469\u200D\U0001F467", 60, 51)]
    public void as_a_name(string character, int sent, int kept)
    {
        var page = Items.Page($"\"name\":\"{Repeated(character, sent)}\"");

        page.Drop.Should().BeNull();
        page.Interaction!.Name.Should().Be(Repeated(character, kept));
        page.Told.Should().Be("name was cut to 256 characters");
    }

    [Theory]
    [InlineData("a", "a", 1_024, 1_023)]
    [InlineData("%D7%A9", "ש", 1_030, 1_023)]
    [InlineData("%d7%a9", "ש", 1_030, 1_023)]
    [InlineData("ש", "ש", 1_030, 1_023)]
    [InlineData("%F0%9F%98%80", Emoji, 600, 511)]
    [InlineData("%D7%A9%D6%B8", "ש\u05B8", 600, 511)]
    [InlineData("%2f", "%2F", 400, 341)]
    [InlineData("%fe%fd", "%FE%FD", 171, 170)]
    public void as_a_path(string character, string stored, int sent, int kept)
    {
        foreach (
            var context in new[] { "\"path\":\"/{0}?q=1\"", "\"path\":\"/{0}\"", "\"url\":\"https://a.test/{0}#f\"" }
        )
        {
            var members = string.Format(null, context, Repeated(character, sent));
            var page = Items.Page($"\"context\":{{\"page\":{{{members}}}}}");

            page.Drop.Should().BeNull();
            page.Interaction!.Path.Should()
                .StartWith("/" + Repeated(stored, kept))
                .And.HaveLength(Length(stored, kept));
            page.Told.Should().EndWith("path was cut to 1024 characters");
        }

        // An octet that is no text is a character of its own.
        static int Length(string stored, int kept) =>
            stored.StartsWith("%F", StringComparison.Ordinal) ? 1_024 : 1 + (stored.Length * kept);
    }

    [Fact]
    public void only_if_its_unescaped_path_is() =>
        Items
            .Page($"\"context\":{{\"page\":{{\"path\":\"/{Repeated("%D7%A9", 171)}\"}}}}")
            .Told.Should()
            .NotContain("cut", "it is as long as what people read");

    [Fact]
    public void as_each_part_of_its_campaign()
    {
        var part = Repeated(Emoji, 65);
        var page = Items.Page(
            $$$"""
            "context":{"campaign":{"source":"{{{part}}}","medium":"{{{part}}}","name":"{{{part}}}","term":"{{{part}}}","content":"{{{part}}}"}}
            """
        );

        var kept = Repeated(Emoji, 64);
        page.Interaction!.Campaign.Should().Be(new Campaign(kept, kept, kept, kept, kept));
        page.Told.Should()
            .Be(
                "campaign source was cut to 128 characters; campaign medium was cut to 128 characters; campaign name was "
                    + "cut to 128 characters; campaign term was cut to 128 characters; campaign content was cut to 128 "
                    + "characters"
            );
    }

    [Fact]
    public void as_a_campaign_in_its_url() =>
        Items
            .Page(
                $$$"""
                "context":{"page":{"search":"?utm_source={{{Repeated("%D7%A9", 129)}}}&utm_medium=m"}}
                """
            )
            .Interaction!.Campaign.Should()
            .Be(new Campaign(Repeated("ש", 128), "m", null, null, null));

    [Theory]
    [InlineData("ש", 1_025, 1_024)]
    [InlineData(Emoji, 600, 512)]
    [InlineData("e\u0301", 513, 512)]
    public void as_a_declared_property(string character, int sent, int kept)
    {
        var page = Items.Page(
            $$$"""
            "properties":{"plan":"{{{Repeated(character, sent)}}}","title":"short"}
            """,
            terms: Shop
        );

        page.Drop.Should().BeNull();
        page.Dropped.Should().Be(0);
        page.Told.Should().Be("property 'plan' was cut to 1024 characters");
        page.Interaction!.Properties.Should()
            .Be(
                new Properties(
                    JsonSerializer.SerializeToElement(new { plan = Repeated(character, kept), title = "short" })
                )
            );
    }

    [Fact]
    public void in_several_places_and_all_are_told_beside_what_else_there_is_to_tell()
    {
        var page = Items.Page(
            $$$"""
            "name":"{{{Repeated("n", 300)}}}","context":{"page":{"path":"/{{{Repeated(
                "p",
                2_000
            )}}}"}},"properties":{"colour":"red"}
            """,
            terms: Shop
        );

        page.Told.Should()
            .Be(
                "name was cut to 256 characters; path was cut to 1024 characters; 1 property dropped: 'colour' (not "
                    + "declared in the notice)"
            );
    }

    // What is left would be half of an address.
    [Theory]
    [InlineData("\"name\":\"{0} dana@example.test\"", 250)]
    [InlineData("\"name\":\"{0} dana@example.test\"", 300)]
    [InlineData("\"context\":{{\"page\":{{\"path\":\"/{0}/dana@example.test\"}}}}", 1_010)]
    [InlineData("\"context\":{{\"campaign\":{{\"source\":\"{0} dana@example.test\"}}}}", 120)]
    public void with_something_personal_across_the_limit_or_behind_it_and_is_refused(string members, int before)
    {
        var reason = Items.Page(string.Format(null, members, Repeated("a", before))).RefusedFor();

        reason.Should().Contain("an e-mail address").And.NotContain("dana");
    }

    // What is left of an id could be another's.
    [Theory]
    [InlineData("anonymousId", "no visitor")]
    [InlineData("messageId", "messageId has more than 256 characters")]
    public void as_an_id_and_is_refused(string member, string reason) =>
        Items
            .Sent(
                "page",
                $$"""{"{{member}}":"{{Repeated("i", 257)}}"{{(member == "messageId" ? ",\"anonymousId\":\"v\"" : "")}}}"""
            )
            .RefusedFor()
            .Should()
            .StartWith(reason);

    [Fact]
    public void in_every_retry_and_is_cut_alike() =>
        Items
            .Page($"\"name\":\"{Repeated(Emoji, 200)}\"")
            .Interaction.Should()
            .Be(Items.Page($"\"name\":\"{Repeated(Emoji, 200)}\"").Interaction);

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
