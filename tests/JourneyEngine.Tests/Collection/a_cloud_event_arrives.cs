using System.Text;
using JourneyEngine.Collection;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Tests.Collection;

public sealed class a_cloud_event_arrives
{
    private const string Head = "\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/app\",\"type\":\"page\"";

    [Fact]
    public void with_every_field_that_a_segment_call_has()
    {
        var sent = One(
            """
            {"specversion":"1.0","id":"1","source":"/app","type":"journey.track","subject":"v","time":"2026-03-01T11:00:00Z","data":{"event":"Signed Up",
             "url":"https://shop.test/join?utm_medium=mail","referrer":"https://news.test/a?b","campaign":{"source":"s"},"userId":"u","traits":{"email":"a@b.test"}}}
            """
        );

        (sent.MessageId, sent.Visitor, sent.Alias).Should().Be(("/app 1", "v", "u"));
        sent.Interaction.Should()
            .Be(
                new InteractionRecorded(
                    "/app 1",
                    "track",
                    "Signed Up",
                    "/join",
                    "news.test",
                    new Campaign("s", "mail", null, null, null),
                    Items.Noon.AddHours(-1),
                    Items.Noon
                )
            );
    }

    [Fact]
    public void with_a_long_name_and_path_and_is_kept_with_both_cut()
    {
        var (emoji, shin) = (
            string.Concat(Enumerable.Repeat("\U0001F600", 129)),
            string.Concat(Enumerable.Repeat("%D7%A9", 1_030))
        );
        var sent = One($$$"""{ {{{Head}}},"subject":"v","data":{"name":"{{{emoji}}}","path":"/{{{shin}}}"} }""");

        (sent.Interaction!.Name, sent.Interaction.Path).Should().Be((emoji[..256], "/" + new string('ש', 1_023)));
        sent.Told.Should().EndWith("name was cut to 256 characters; path was cut to 1024 characters");
    }

    [Fact]
    public void with_declared_properties_and_consent_choices()
    {
        var shop = Declared.Terms(Declared.Kind("track", null, Declared.Property("plan")));
        var sent = One(
            """
            {"specversion":"1.0","id":"1","source":"/app","type":"track","subject":"v","data":{"event":"Order","properties":{"plan":"פרו","path":"/p","other":1},
             "choices":{"granted":["measure","personalize","unknown",7],"refused":["personalize"]},"consent":{"categoryPreferences":{"analytics":true}}}}
            """,
            shop
        );

        sent.Interaction!.Properties!.Values.GetRawText().Should().Be("""{"plan":"\u05E4\u05E8\u05D5"}""");
        (sent.Interaction.Path, sent.Dropped).Should().Be(("/p", 1));
        sent.Interaction.Choices.Should().Be(new Choices([Purpose.Measure], [Purpose.Personalize]));
    }

    [Fact]
    public void with_12000_hebrew_letters_and_is_not_too_large() =>
        One($$$"""{ {{{Head}}},"subject":"v","data":{"properties":{"x":"{{{new string('ש', 12_000)}}}"} } }""")
            .Drop.Should()
            .BeNull();

    [Fact]
    public void with_traits_that_the_notice_declares() =>
        One(
            $$$"""{ {{{Head.Replace("\"page\"", "\"identify\"")}}},"subject":"v","data":{"traits":{"email":"dana@example.test"} } }""",
            Declared.Details("email")
        )
            .Traits!.Declared["email"]
            .Text.Should()
            .Be("dana@example.test");

    [Theory]
    [InlineData("page", "page")]
    [InlineData("journey.screen", "screen")]
    [InlineData("com.shop.checkout", "com.shop.checkout")]
    public void with_a_type_that_becomes_its_kind(string type, string kind) =>
        One($$"""{"specversion":"1.0","id":"1","source":"/app","type":"{{type}}","subject":"v"}""")
            .Kind.Should()
            .Be(kind);

    [Theory]
    [InlineData("\"subject\":\"s\",\"data\":{\"anonymousId\":\"a\"}", "s")]
    [InlineData("\"data\":{\"anonymousId\":\"a\",\"userId\":\"u\"}", "a")]
    [InlineData("\"data\":{\"anonymousId\":42}", "42")]
    [InlineData("\"data\":{\"userId\":\"u\"}", "u")]
    public void with_its_visitor_as_subject_anonymous_id_or_user_id(string members, string visitor) =>
        One($"{{{Head},{members}}}").Visitor.Should().Be(visitor);

    [Fact]
    public void from_the_site_s_own_export_and_keeps_its_message_id()
    {
        One($$"""{{{Head.Replace("/app", "/sites/demo")}},"subject":"v"}""").MessageId.Should().Be("1");
        One($$"""{{{Head.Replace("/app", "/sites/other")}},"subject":"v"}""").MessageId.Should().Be("/sites/other 1");
    }

    [Theory]
    [InlineData("specversion", "")]
    [InlineData("id", "made")]
    [InlineData("source", "1")]
    [InlineData("type", "/app 1")]
    public void without_a_required_attribute_and_is_refused(string attribute, string id)
    {
        var sent = One(
            $"{{{string.Join(',', Head.Split(',').Where(it => !it.StartsWith($"\"{attribute}\"", StringComparison.Ordinal)))},\"subject\":\"v\"}}"
        );

        sent.RefusedFor().Should().Be("not a CloudEvent 1.0: " + attribute);
        sent.MessageId.Should().Be(id.Length > 0 ? id : "/app 1");
    }

    [Theory]
    [InlineData("\"0.3\"")]
    [InlineData("1.0")]
    public void of_a_specversion_other_than_1_0_and_is_refused(string version) =>
        One($"{{{Head.Replace("\"1.0\"", version)},\"subject\":\"v\"}}")
            .RefusedFor()
            .Should()
            .Be("not a CloudEvent 1.0: specversion");

    [Theory]
    [InlineData("42")]
    [InlineData("null")]
    public void as_something_other_than_an_object_and_is_refused(string item) =>
        One($"[{item}]").RefusedFor().Should().StartWith("not a CloudEvent 1.0");

    [Fact]
    public void with_more_than_32768_bytes_and_is_refused() =>
        One($"{{{Head},\"subject\":\"v\",\"data\":{{\"x\":\"{new string('x', 33_000)}\"}}}}")
            .RefusedFor()
            .Should()
            .Contain("32768 bytes");

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("5")]
    public void with_an_invalid_time_and_is_refused(string time) =>
        One($"{{{Head},\"subject\":\"v\",\"time\":{time}}}").RefusedFor().Should().StartWith("timestamp is not");

    [Fact]
    public void in_a_batch_of_which_only_the_invalid_one_is_refused()
    {
        var sent = All(
            $"[{{{Head},\"subject\":\"v\"}},{{\"id\":\"2\"}},{{{Head.Replace("\"1\"", "\"3\"")},\"subject\":\"w\"}}]"
        );

        sent.Select(it => (it.MessageId, it.Drop is null))
            .Should()
            .Equal(("/app 1", true), ("2", false), ("/app 3", true));
    }

    [Fact]
    public void in_a_batch_of_more_than_2500_and_gets_413() =>
        FluentActions
            .Invoking(() => All($"[{string.Join(',', Enumerable.Repeat("{}", 2_501))}]"))
            .Should()
            .Throw<RefusedException>()
            .Which.Status.Should()
            .Be(413);

    [Fact]
    public void with_a_repeated_member_of_which_the_last_counts() =>
        One(
            $"{{{Head},\"subject\":\"v\",\"data\":{{\"name\":\"a\",\"name\":\"b\",\"campaign\":{{\"source\":\"s\",\"source\":\"t\"}}}}}}"
        )
            .Interaction!.Should()
            .Match<InteractionRecorded>(it => it.Name == "b" && it.Campaign!.Source == "t");

    [Theory]
    [InlineData("application/json", true)]
    [InlineData(null, true)]
    [InlineData("application/cloudevents+json; charset=utf-8", false)]
    [InlineData("Application/CloudEvents-Batch+json", false)]
    public void with_a_content_type_that_tells_binary_from_structured_mode(string? type, bool binary)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = type;
        request.Headers["ce-specversion"] = "1.0";

        CloudEvents.IsBinary(request.Headers).Should().Be(binary);
    }

    private static PendingEvent One(string json, CollectionTerms? terms = null) => All(json, terms).Single();

    private static List<PendingEvent> All(string json, CollectionTerms? terms = null) =>
        [
            .. CloudEvents
                .Read(Encoding.UTF8.GetBytes(json), new HeaderDictionary(), "demo", Items.Noon)
                .Events.Select(it => it.Through(terms ?? Items.Usual)),
        ];
}
