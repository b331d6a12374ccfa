using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static JourneyEngine.IntegrationTests.Keys.NamedKeys;

namespace JourneyEngine.IntegrationTests.Keys;

[Collection(PrivacyTests.Name)]
public sealed class an_api_key_is_issued(EngineFixture engine)
{
    [Fact]
    public async Task for_certain_origins_and_is_refused_from_any_other()
    {
        var site = await Named(engine);
        var (_, made) = await Put(site, "shop-2", new { scope = "write", origins = new[] { "https://shop.example" } });
        var key = (string)made["key"]!;

        (await Sends(site, key, "https://shop.example")).Should().Be(HttpStatusCode.OK);
        (await Sends(site, key)).Should().Be(HttpStatusCode.OK, "a server sends no origin");
        (await Sends(site, key, "https://other.example")).Should().Be(HttpStatusCode.Forbidden);
        (await Asks(site, key, "https://shop.example"))
            .Should()
            .Be(HttpStatusCode.NotFound, "there is no such slot, but the key opens");
        (await Asks(site, key, "https://other.example")).Should().Be(HttpStatusCode.Forbidden);

        foreach (var path in new[] { "/ofrep/v1/evaluate/flags", $"/v1/decisions/{Guid.NewGuid()}/shown", "/v1/batch" })
            (await Preflight(site, path))
                .Should()
                .Be("*", "browsers ask before they send a key from another origin, and {0} is for browsers", path);
        (await Preflight(site, "/v1/keys")).Should().BeNull();
    }

    [Fact]
    public async Task without_permission_to_link_and_does_not_link_or_resolve_ids()
    {
        var site = await Named(engine);
        var page = (string)(await Put(site, "page", new { scope = "write", links = false })).Body["key"]!;
        var server = (string)(await Put(site, "server", new { scope = "write", vouches = true })).Body["key"]!;
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put(
            "/v1/slots/hero",
            new
            {
                @default = new { name = "plain", value = 0 },
                contents = new[]
                {
                    new
                    {
                        name = "again",
                        value = 1,
                        fromVisit = 2,
                    },
                },
            }
        );
        foreach (var day in new[] { 0, 1 })
            await site.Accepted(Calls.Page("dana", "blog", Calls.Noon.AddDays(day)));

        (await Linked(page)).Should().BeEmpty();
        (await Linked(server)).Should().ContainSingle();
        (await Shown(page)).Should().Be("plain", "the key does not tell what visit it is of whom an id belongs to");
        (await Shown(site.WriteKey)).Should().Be("plain", "nor does one that is in pages, without a proof");
        (await Shown(server)).Should().Be("again");

        (await Put(site, "page", new { scope = "write", expiresAt = "2099-01-01T00:00:00Z" })).Body["links"]!
            .GetValue<bool>()
            .Should()
            .BeFalse("what a key may not is not loosened by the way");
        (await Shown(page)).Should().Be("plain");
        (
            await Put(
                site,
                "page",
                new
                {
                    scope = "write",
                    links = true,
                    vouches = true,
                }
            )
        ).Body["links"]!.GetValue<bool>().Should().BeTrue();
        (await Shown(page)).Should().Be("again");
        await Put(site, "page", new { scope = "write", links = false });
        (await Shown(page)).Should().Be("plain");

        async Task<JsonArray> Linked(string key)
        {
            (
                await site.Send(
                    HttpMethod.Post,
                    "/v1/identify",
                    key,
                    JsonContent.Create(
                        new
                        {
                            messageId = Guid.NewGuid(),
                            anonymousId = "dana",
                            userId = "user-7",
                        }
                    )
                )
            ).StatusCode.Should().Be(HttpStatusCode.OK);
            await site.Get("/v1/reports/returns?wait=true");
            return (
                await (
                    await site.Send(HttpMethod.Get, "/v1/visitors/dana/links", site.AdminKey, null)
                ).Content.ReadFromJsonAsync<JsonArray>()
            )!;
        }

        async Task<string> Shown(string key) =>
            (string)
                (
                    await (
                        await site.Send(
                            HttpMethod.Post,
                            "/ofrep/v1/evaluate/flags/hero",
                            key,
                            JsonContent.Create(new { context = new { targetingKey = "user-7" } })
                        )
                    ).Content.ReadFromJsonAsync<JsonObject>()
                )!["variant"]!;
    }

    [Fact]
    public async Task without_permission_to_link_and_a_linked_id_gets_the_default()
    {
        var site = await Named(engine);
        var page = (string)(await Put(site, "page", new { scope = "write", links = false })).Body["key"]!;
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put(
            "/v1/slots/hero",
            new { @default = new { name = "plain", value = 0 }, contents = new[] { new { name = "any", value = 1 } } }
        );
        var server = (string)(await Put(site, "server", new { scope = "write", vouches = true })).Body["key"]!;
        await (site with { WriteKey = server }).Accepted(Calls.Page("dana", "blog", Calls.Noon, userId: "user-7"));
        await site.Get("/v1/reports/returns?wait=true");

        var answer = await site.Send(
            HttpMethod.Post,
            "/ofrep/v1/evaluate/flags/hero",
            page,
            JsonContent.Create(new { context = new { targetingKey = "user-7" } })
        );

        var shown = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        ((string)shown["variant"]!).Should().Be("plain", "whether who it stands for agreed is not known here");
        shown["metadata"]!["decisionId"].Should().BeNull();
        (
            await (
                await site.Send(
                    HttpMethod.Post,
                    "/ofrep/v1/evaluate/flags",
                    page,
                    JsonContent.Create(new { context = new { targetingKey = "user-7" } })
                )
            ).Content.ReadFromJsonAsync<JsonObject>()
        )!["flags"]!
            .AsArray()
            .Should()
            .ContainSingle()
            .Which!["metadata"]!
            ["decisionId"]
            .Should()
            .BeNull();
        await using var decided = engine.Database.CreateCommand(
            "select count(*) from journey.mt_events where tenant_id = $1 and type = 'content_offered'"
        );
        decided.Parameters.Add(new() { Value = site.Name });
        (await decided.ExecuteScalarAsync()).Should().Be(0L);
    }

    /// <returns>Whose pages may call.</returns>
    private static async Task<string?> Preflight(Site site, string path)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        foreach (
            var (name, value) in new[]
            {
                ("Origin", "https://shop.example"),
                ("Access-Control-Request-Method", "POST"),
                ("Access-Control-Request-Headers", "authorization,content-type,if-none-match"),
            }
        )
            request.Headers.Add(name, value);
        var answer = await http.SendAsync(request);
        return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? origins.Single() : null;
    }

    private static Task<HttpStatusCode> Asks(Site site, string key, string origin) =>
        Status(
            site,
            "/ofrep/v1/evaluate/flags/none",
            key,
            JsonNode.Parse("""{"context":{"targetingKey":"v1"}}""")!,
            origin
        );
}
