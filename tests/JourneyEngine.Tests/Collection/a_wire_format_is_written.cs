using JourneyEngine.Collection.Wire;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Tests.Collection;

public sealed class a_wire_format_is_written
{
    private static readonly WireRoute[] Routes = [.. WireFormats.All.SelectMany(it => it.Routes)];

    [Fact]
    public void in_one_file_and_is_found_by_its_type() =>
        WireFormats.All.Select(it => it.GetType()).Should().Contain([typeof(CloudEvents), typeof(Segment)]);

    [Fact]
    public void for_addresses_of_its_own() =>
        Routes
            .Select(it => it.Path)
            .Should()
            .OnlyHaveUniqueItems()
            .And.Contain([
                "/v1/batch",
                "/v1/b",
                "/v1/import",
                "/v1/track",
                "/v1/t",
                "/v1/page",
                "/v1/p",
                "/v1/screen",
                "/v1/s",
                "/v1/identify",
                "/v1/i",
                "/v1/alias",
                "/v1/a",
                "/v1/group",
                "/v1/g",
                "/v1/events",
            ]);

    [Theory]
    [InlineData("/v1/batch", 512_000)]
    [InlineData("/v1/p", 32_768)]
    [InlineData("/v1/events", 512_000)]
    public void with_a_limit_for_each_address(string path, int largest) => Of(path).LargestBody.Should().Be(largest);

    [Theory]
    [InlineData("page", "page")]
    [InlineData("p", "page")]
    [InlineData("t", "track")]
    [InlineData("g", "group")]
    public void whose_addresses_may_say_the_kind(string path, string kind) =>
        Read("/v1/" + path, "{\"type\":\"other\"}").Events.Single().Kind.Should().Be(kind);

    [Theory]
    [InlineData("/v1/batch", "{\"batch\":[{}],\"writeKey\":\"body\"}", "body")]
    [InlineData(
        "/v1/batch",
        "{\"writeKey\":\"body\",\"batch\":[{\"writeKey\":\"first\"},{\"writeKey\":\"second\"}]}",
        "body"
    )]
    [InlineData("/v1/batch", "{\"batch\":[{\"writeKey\":\"first\"},{\"writeKey\":\"second\"}]}", "first")]
    [InlineData("/v1/batch", "{\"batch\":[{},{\"writeKey\":\"second\"}]}", null)]
    [InlineData("/v1/track", "{\"writeKey\":\"call\"}", "call")]
    [InlineData("/v1/events", "{\"writeKey\":\"none\"}", null)]
    public void whose_bodies_may_carry_the_key(string path, string body, string? key) =>
        Read(path, body).Key.Should().Be(key);

    [Theory]
    [InlineData(
        "/v1/batch",
        "{\"sentAt\":\"2026-03-01T11:00:00Z\",\"batch\":[{},{\"sentAt\":\"2026-03-01T10:00:00Z\"},{\"sentAt\":\"soon\"}]}",
        "11,10,11"
    )]
    [InlineData("/v1/batch", "{\"batch\":[{},{\"sentAt\":\"2026-03-01T10:00:00Z\"}],\"sentAt\":\"soon\"}", ",10")]
    [InlineData("/v1/p", "{\"sentAt\":\"2026-03-01T10:00:00Z\"}", "10")]
    public void which_may_tell_when_it_was_sent(string path, string body, string hours) =>
        string.Join(',', Read(path, body).Events.Select(it => it.SentAt?.Hour)).Should().Be(hours);

    [Theory]
    [InlineData("{\"batch\":7}", 400)]
    [InlineData("{\"batch\":[],\"batch\":null}", 400)]
    [InlineData("[]", 400)]
    [InlineData("{\"batch\":[]}]", 400)]
    [InlineData("{\"batch\":[{]}", 400)]
    public void which_a_body_may_break(string body, int status) =>
        FluentActions
            .Invoking(() => Read("/v1/batch", body))
            .Should()
            .Throw<RefusedException>()
            .Which.Status.Should()
            .Be(status);

    [Fact]
    public void with_an_example_that_is_taken() =>
        Routes
            .Where(it =>
                it.Example.Summary.Length < 20
                || Read(it.Path, it.Example.Body).Events is not [{ Refusal: null } sent]
                || sent.Through(Items.Usual).Drop is { } drop && drop.Reason != "group calls are not collected"
            )
            .Should()
            .BeEmpty();

    private static IncomingRequest Read(string path, string body) =>
        Of(path).Read(System.Text.Encoding.UTF8.GetBytes(body), new HeaderDictionary(), null, Items.Noon);

    private static WireRoute Of(string path) => Routes.Single(it => it.Path == path);
}
