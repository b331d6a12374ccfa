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
    public void with_all_that_a_call_can_say()
    {
        var sent = One("""
            {"specversion":"1.0","id":"1","source":"/app","type":"journey.track","subject":"v","time":"2026-03-01T11:00:00Z","data":{"event":"Signed Up",
             "url":"https://shop.test/join?utm_medium=mail","referrer":"https://news.test/a?b","campaign":{"source":"s"},"userId":"u","traits":{"email":"a@b.test"}}}
            """);

        (sent.MessageId, sent.Visitor, sent.Alias).Should().Be(("/app 1", "v", "u"));
        sent.Interaction.Should().Be(new InteractionRecorded(
            "/app 1", "track", "Signed Up", "/join", "news.test", new Campaign("s", "mail", null, null, null), Items.Noon.AddHours(-1), Items.Noon));
    }

    [Fact]
    public void with_properties_and_what_the_visitor_chose()
    {
        var shop = Declared.Terms(Declared.Kind("track", null, Declared.Property("plan")));
        var sent = One("""
            {"specversion":"1.0","id":"1","source":"/app","type":"track","subject":"v","data":{"event":"Order","properties":{"plan":"פרו","path":"/p","other":1},
             "choices":{"granted":["measure","personalize","unknown",7],"refused":["personalize"]},"consent":{"categoryPreferences":{"analytics":true}}}}
            """, shop);

        sent.Interaction!.Properties!.Values.GetRawText().Should().Be("""{"plan":"\u05E4\u05E8\u05D5"}""");
        (sent.Interaction.Path, sent.Dropped).Should().Be(("/p", 1));
        sent.Interaction.Choices.Should().Be(new Choices([Purpose.Measure], [Purpose.Personalize]));
    }

    [Fact]
    public void in_a_script_that_is_longer_when_it_is_escaped() =>
        One($$$"""{ {{{Head}}},"subject":"v","data":{"properties":{"x":"{{{new string('ש', 12_000)}}}"} } }""").Drop.Should().BeNull();

    [Fact]
    public void of_a_visitor_who_tells_of_themselves() =>
        One($$$"""{ {{{Head.Replace("\"page\"", "\"identify\"")}}},"subject":"v","data":{"traits":{"email":"dana@example.test"} } }""", Declared.Details("email"))
            .Traits!.Declared["email"].Text.Should().Be("dana@example.test");

    [Theory]
    [InlineData("page", "page")]
    [InlineData("journey.screen", "screen")]
    [InlineData("com.shop.checkout", "com.shop.checkout")]
    public void and_its_type_is_its_kind(string type, string kind) =>
        One($$"""{"specversion":"1.0","id":"1","source":"/app","type":"{{type}}","subject":"v"}""").Kind.Should().Be(kind);

    [Theory]
    [InlineData("\"subject\":\"s\",\"data\":{\"anonymousId\":\"a\"}", "s")]
    [InlineData("\"data\":{\"anonymousId\":\"a\",\"userId\":\"u\"}", "a")]
    [InlineData("\"data\":{\"anonymousId\":42}", "42")]
    [InlineData("\"data\":{\"userId\":\"u\"}", "u")]
    public void and_its_visitor_is_found(string members, string visitor) => One($"{{{Head},{members}}}").Visitor.Should().Be(visitor);

    [Fact]
    public void from_the_export_of_the_site_and_keeps_its_id()
    {
        One($$"""{{{Head.Replace("/app", "/sites/demo")}},"subject":"v"}""").MessageId.Should().Be("1");
        One($$"""{{{Head.Replace("/app", "/sites/other")}},"subject":"v"}""").MessageId.Should().Be("/sites/other 1");
    }

    [Theory]
    [InlineData("specversion", "")]
    [InlineData("id", "made")]
    [InlineData("source", "1")]
    [InlineData("type", "/app 1")]
    public void without_what_it_must_have(string attribute, string id)
    {
        var sent = One($"{{{string.Join(',', Head.Split(',').Where(it => !it.StartsWith($"\"{attribute}\"", StringComparison.Ordinal)))},\"subject\":\"v\"}}");

        sent.RefusedFor().Should().Be("not a CloudEvent 1.0: " + attribute);
        sent.MessageId.Should().Be(id.Length > 0 ? id : "/app 1");
    }

    [Theory]
    [InlineData("\"0.3\"")]
    [InlineData("1.0")]
    public void of_another_version(string version) =>
        One($"{{{Head.Replace("\"1.0\"", version)},\"subject\":\"v\"}}").RefusedFor().Should().Be("not a CloudEvent 1.0: specversion");

    [Theory]
    [InlineData("42")]
    [InlineData("null")]
    public void that_is_none(string item) => One($"[{item}]").RefusedFor().Should().StartWith("not a CloudEvent 1.0");

    [Fact]
    public void too_large() => One($"{{{Head},\"subject\":\"v\",\"data\":{{\"x\":\"{new string('x', 33_000)}\"}}}}").RefusedFor().Should().Contain("32768 bytes");

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("5")]
    public void at_no_time(string time) => One($"{{{Head},\"subject\":\"v\",\"time\":{time}}}").RefusedFor().Should().StartWith("timestamp is not");

    [Fact]
    public void in_a_batch_in_which_one_is_bad()
    {
        var sent = All($"[{{{Head},\"subject\":\"v\"}},{{\"id\":\"2\"}},{{{Head.Replace("\"1\"", "\"3\"")},\"subject\":\"w\"}}]");

        sent.Select(it => (it.MessageId, it.Drop is null)).Should().Equal(("/app 1", true), ("2", false), ("/app 3", true));
    }

    [Fact]
    public void in_a_batch_of_too_many() =>
        FluentActions.Invoking(() => All($"[{string.Join(',', Enumerable.Repeat("{}", 2_501))}]")).Should().Throw<RefusedException>().Which.Status.Should().Be(413);

    [Fact]
    public void with_a_member_twice_and_the_last_holds() =>
        One($"{{{Head},\"subject\":\"v\",\"data\":{{\"name\":\"a\",\"name\":\"b\",\"campaign\":{{\"source\":\"s\",\"source\":\"t\"}}}}}}").Interaction!
            .Should().Match<InteractionRecorded>(it => it.Name == "b" && it.Campaign!.Source == "t");

    [Theory]
    [InlineData("application/json", true)]
    [InlineData(null, true)]
    [InlineData("application/cloudevents+json; charset=utf-8", false)]
    [InlineData("Application/CloudEvents-Batch+json", false)]
    public void and_its_content_type_tells_its_mode(string? type, bool binary)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = type;
        request.Headers["ce-specversion"] = "1.0";

        CloudEvents.IsBinary(request.Headers).Should().Be(binary);
    }

    private static PendingEvent One(string json, CollectionTerms? terms = null) => All(json, terms).Single();

    private static List<PendingEvent> All(string json, CollectionTerms? terms = null) =>
        [.. CloudEvents.Read(Encoding.UTF8.GetBytes(json), new HeaderDictionary(), "demo", Items.Noon).Events
            .Select(it => it.Through(terms ?? Items.Usual))];
}
