using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Collection;

namespace JourneyEngine.IntegrationTests.Privacy;

[Collection(PrivacyTests.Name)]
public class a_notice_is_published(EngineFixture engine)
{
    private const string Shop = """
        {"kinds":[{"kind":"page","reason":{"he":"אילו עמודים","en":"Which pages"}},{"kind":"order","names":["paid"],"properties":[{"name":"plan","type":"text"}]}],
         "purposes":[{"name":"updates","reason":"To write to you.","signals":["C0004"]}],
         "details":[{"name":"email","shape":"email","purposes":["updates"]}]}
        """;

    [Fact]
    public async Task in_place_of_the_default_notice_which_is_version_0()
    {
        var site = await engine.NewSite();

        var notice = await site.Get("/v1/notice");

        ((int)notice["version"]!).Should().Be(0);
        notice["kinds"]!.AsArray().Select(it => (string)it!["kind"]!).Should().Equal("page", "track", "screen");
        notice["purposes"]!.AsArray().Select(it => (string)it!["name"]!).Should().Equal("measure", "personalize");
        notice.ToJsonString().Should().Be((await site.Get("/v1/notice/0")).ToJsonString());
    }

    [Fact]
    public async Task in_versions_that_can_all_be_read()
    {
        var site = await engine.NewSite();

        var first = await site.Publish(Shop);
        var again = await site.Publish(Shop);
        var readBack = await site.Put("/v1/notice", await site.Get("/v1/notice"));
        var second = await site.Publish("""{"kinds":[]}""");

        new[] { first, again, readBack, second }.Select(it => (int)it["version"]!).Should().Equal(1, 1, 1, 2);
        ((int)(await site.Get("/v1/notice"))["version"]!).Should().Be(2);
        JsonNode.DeepEquals(await site.Get("/v1/notice/1"), first).Should().BeTrue();
        ((int)(await site.Get("/v1/notice/0"))["version"]!).Should().Be(0);
        (await site.Ask("/v1/notice/3")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await site.Ask("/v1/notice/-1")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task for_one_site_and_applies_to_it_at_once()
    {
        var (site, other) = (await engine.NewSite(), await engine.NewSite());
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        await site.Publish("""{"kinds":[{"kind":"track","names":["Order"]}]}""");

        var receipts = await Door.InOrder(
            await site.Batch([
                Calls.Page("v", "home", Calls.Noon),
                Calls.Track("v", "Order", Calls.Noon),
                Calls.Track("v", "Other", Calls.Noon),
            ])
        );

        receipts
            .Should()
            .Equal(
                "quarantined: kind 'page' is not declared in the collection notice",
                "accepted",
                "quarantined: the collection notice declares kind 'track', but not with this name"
            );
        await other.Accepted(Calls.Page("v", "home", Calls.Noon));
    }

    [Theory]
    [InlineData(
        """{"kinds":[{"kind":"page"},{"kind":"track"},{"kind":"x","properties":[{"name":"a","type":"string"}]}]}""",
        422,
        "kinds[2].properties[0].type is one of text, number, boolean, time."
    )]
    [InlineData("""{"kinds":[{"kind":"page"},{"kind":"page"}]}""", 422, "kinds[1] overlaps kinds[0]")]
    [InlineData("""{"kinds":[{"kind":"page","retentionDays":800}]}""", 422, "kinds[0].retentionDays is 1 to 760")]
    [InlineData("""{"kinds":[],"cookies":true}""", 422, "The body has no 'cookies'")]
    [InlineData("""{}""", 422, "kinds is missing")]
    [InlineData("""{"kinds":[{"kind":7}]}""", 400, "$.kinds[0].kind")]
    [InlineData("""{"kinds":"page"}""", 400, "$.kinds")]
    public async Task with_an_error_and_the_place_of_the_error_is_returned(string notice, int status, string says)
    {
        var site = await engine.NewSite();

        var answer = await site.Send(
            HttpMethod.Put,
            "/v1/notice",
            site.AdminKey,
            JsonContent.Create(JsonNode.Parse(notice))
        );

        ((int)answer.StatusCode).Should().Be(status);
        ((string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["detail"]!).Should().Contain(says);
        ((int)(await site.Get("/v1/notice"))["version"]!).Should().Be(0);
    }

    [Fact]
    public async Task only_with_the_admin_key_and_read_with_the_read_key()
    {
        var site = await engine.NewSite();

        async Task<HttpStatusCode> With(HttpMethod method, string? key) =>
            (
                await site.Send(
                    method,
                    "/v1/notice",
                    key,
                    method == HttpMethod.Put ? JsonContent.Create(JsonNode.Parse(Shop)) : null
                )
            ).StatusCode;

        (await With(HttpMethod.Put, null)).Should().Be(HttpStatusCode.Unauthorized);
        (await With(HttpMethod.Put, site.ReadKey)).Should().Be(HttpStatusCode.Forbidden);
        (await With(HttpMethod.Put, site.WriteKey)).Should().Be(HttpStatusCode.Forbidden);
        (await With(HttpMethod.Put, site.AdminKey)).Should().Be(HttpStatusCode.OK);
        (await With(HttpMethod.Get, null)).Should().Be(HttpStatusCode.Unauthorized);
        (await With(HttpMethod.Get, site.WriteKey)).Should().Be(HttpStatusCode.Forbidden);
        (await With(HttpMethod.Get, site.ReadKey)).Should().Be(HttpStatusCode.OK);
        (await With(HttpMethod.Get, site.AdminKey)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task by_many_admins_at_once_and_every_success_is_one_version()
    {
        var site = await engine.NewSite();

        var answers = new List<HttpResponseMessage>();
        for (var round = 0; round < 2; round++)
        {
            answers.AddRange(
                await Task.WhenAll(
                    Enumerable
                        .Range(12 * round, 12)
                        .Select(it =>
                            site.Send(
                                HttpMethod.Put,
                                "/v1/notice",
                                site.AdminKey,
                                JsonContent.Create(JsonNode.Parse($$"""{"kinds":[{"kind":"k{{it}}"}]}"""))
                            )
                        )
                )
            );
        }

        answers.Select(it => (int)it.StatusCode).Should().BeSubsetOf([200, 409]);
        var published = answers.Count(it => it.IsSuccessStatusCode);
        published.Should().BeGreaterThan(0);
        ((int)(await site.Get("/v1/notice"))["version"]!).Should().Be(published);
    }
}
