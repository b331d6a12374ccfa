using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Keys;

[Collection(PrivacyTests.Name)]
public sealed class an_api_key_is_managed(EngineFixture engine)
{
    [Fact]
    public async Task by_rotation_with_both_keys_valid_until_the_first_is_deleted()
    {
        var site = await Named();

        var (status, made) = await Put(site, "shop-2", new { scope = "write" });
        status.Should().Be(HttpStatusCode.Created);
        var key = (string)made["key"]!;
        key.Should().StartWith("wk_").And.StartWith((string)made["prefix"]!);
        (await Sends(site, site.WriteKey)).Should().Be(HttpStatusCode.OK);
        (await Sends(site, key)).Should().Be(HttpStatusCode.OK);

        (await site.Send(HttpMethod.Delete, "/v1/keys/shop-1", site.AdminKey, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.NoContent);

        (await Sends(site, site.WriteKey)).Should().Be(HttpStatusCode.Unauthorized);
        (await Sends(site, key)).Should().Be(HttpStatusCode.OK);
        (await site.Send(HttpMethod.Delete, "/v1/keys/shop-1", site.AdminKey, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.NotFound);
        var audit = await (
            await site.Send(HttpMethod.Get, "/v1/privacy/audit", site.AdminKey, null)
        ).Content.ReadFromJsonAsync<JsonArray>();
        audit!
            .Take(2)
            .Select(it => (string)it!["action"]!)
            .Should()
            .Equal("DELETE /v1/keys/shop-1, by key running", "PUT /v1/keys/shop-2, by key running");
        audit![0]!["mark"]!.ToString().Should().BeEmpty();
        (await site.Get("/v1/reports/requests"))["acts"]!.AsArray().Should().BeEmpty("none of it is about a visitor");
    }

    [Fact]
    public async Task after_it_expired_and_its_name_is_taken_until_it_is_deleted()
    {
        var site = await Named();
        var (_, made) = await Put(
            site,
            "campaign",
            new { scope = "write", expiresAt = DateTimeOffset.UtcNow.AddHours(1) }
        );
        await using var command = engine.Database.CreateCommand(
            "update journey.keys set expires_at = now() - interval '1 day' where site = $1 and name = 'campaign'"
        );
        command.Parameters.Add(new() { Value = site.Name });
        await command.ExecuteNonQueryAsync();

        (await Sends(site, (string)made["key"]!)).Should().Be(HttpStatusCode.Unauthorized);
        (await Put(site, "campaign", new { scope = "write" })).Status.Should().Be(HttpStatusCode.Conflict);
        (await site.Send(HttpMethod.Delete, "/v1/keys/campaign", site.AdminKey, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.NoContent);
        (await Put(site, "campaign", new { scope = "write" })).Status.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task in_a_list_that_never_shows_the_key_itself()
    {
        var site = await Named();
        var (_, made) = await Put(site, "reports", new { scope = "read", expiresAt = "2099-01-01T00:00:00Z" });

        var (again, same) = await Put(site, "reports", new { scope = "read" });
        var list = await (await site.Send(HttpMethod.Get, "/v1/keys", site.AdminKey, null)).Content.ReadAsStringAsync();

        again.Should().Be(HttpStatusCode.OK);
        same["key"].Should().BeNull();
        same["expiresAt"].Should().BeNull("what is left out does not hold any more");
        list.Should().NotContain((string)made["key"]!).And.NotContain(site.AdminKey);
        JsonNode
            .Parse(list)!
            .AsArray()
            .Where(it => it!["revokedAt"] is null)
            .Select(it => $"{it!["name"]} {it["scope"]}")
            .Should()
            .Equal("shop-1 write", "reading read", "running admin", "reports read");
        (await site.Send(HttpMethod.Get, "/v1/keys", site.ReadKey, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task for_certain_origins_and_is_refused_from_any_other()
    {
        var site = await Named();
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
        var site = await Named();
        var page = (string)(await Put(site, "page", new { scope = "write", links = false })).Body["key"]!;
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
        (await Linked(site.WriteKey)).Should().ContainSingle();
        (await Shown(page)).Should().Be("plain", "the key does not tell what visit it is of whom an id belongs to");
        (await Shown(site.WriteKey)).Should().Be("again");

        (await Put(site, "page", new { scope = "write", expiresAt = "2099-01-01T00:00:00Z" })).Body["links"]!
            .GetValue<bool>()
            .Should()
            .BeFalse("what a key may not is not loosened by the way");
        (await Shown(page)).Should().Be("plain");
        (await Put(site, "page", new { scope = "write", links = true })).Body["links"]!
            .GetValue<bool>()
            .Should()
            .BeTrue();
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
        var site = await Named();
        var page = (string)(await Put(site, "page", new { scope = "write", links = false })).Body["key"]!;
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put(
            "/v1/slots/hero",
            new { @default = new { name = "plain", value = 0 }, contents = new[] { new { name = "any", value = 1 } } }
        );
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon, userId: "user-7"));
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

    [Fact]
    public async Task with_the_last_permanent_admin_key_protected_from_deletion()
    {
        var site = await Named();

        (await site.Send(HttpMethod.Delete, "/v1/keys/running", site.AdminKey, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.Conflict);
        (await Put(site, "running", new { scope = "admin", expiresAt = "2099-01-01T00:00:00Z" }))
            .Status.Should()
            .Be(HttpStatusCode.Conflict);
        await Put(site, "running-for-now", new { scope = "admin", expiresAt = "2099-01-01T00:00:00Z" });
        (await site.Send(HttpMethod.Delete, "/v1/keys/running", site.AdminKey, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.Conflict, "the other one ends some day");

        var (_, made) = await Put(site, "running-on", new { scope = "admin" });
        (await site.Send(HttpMethod.Delete, "/v1/keys/running", site.AdminKey, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.NoContent);
        (await site.Send(HttpMethod.Get, "/v1/keys", site.AdminKey, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.Unauthorized);
        (await site.Send(HttpMethod.Get, "/v1/keys", (string)made["key"]!, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"scope":"owner"}""", 422, "scope is one of write, read, admin")]
    [InlineData("{}", 422, "scope is one of")]
    [InlineData("""{"scope":"read","expiresAt":"2001-01-01T00:00:00Z"}""", 422, "in the future")]
    [InlineData("""{"scope":"write","origins":["https://shop.example/basket"]}""", 422, "is no origin")]
    [InlineData("""{"scope":"write","origins":[null]}""", 422, "is no origin")]
    [InlineData("""{"scope":"read","links":false}""", 422, "is for write keys")]
    [InlineData("""{"scope":"read"}""", 409, "another key 'shop-1' (write)")]
    public async Task by_an_invalid_request_and_the_reason_is_returned(string body, int status, string says)
    {
        var site = await Named();

        var answer = await site.Send(
            HttpMethod.Put,
            "/v1/keys/shop-1",
            site.AdminKey,
            JsonContent.Create(JsonNode.Parse(body))
        );

        ((int)answer.StatusCode).Should().Be(status);
        (await answer.Content.ReadAsStringAsync()).Should().Contain(says);
    }

    /// <summary>A site whose keys have names.</summary>
    private async Task<Site> Named()
    {
        var first = await engine.NewSite();
        var keys = new Dictionary<string, string>();
        foreach (var (name, scope) in new[] { ("shop-1", "write"), ("reading", "read"), ("running", "admin") })
            keys[name] = (string)(await Put(first, name, new { scope })).Body["key"]!;
        foreach (
            var unnamed in (
                await (
                    await first.Send(HttpMethod.Get, "/v1/keys", first.AdminKey, null)
                ).Content.ReadFromJsonAsync<JsonArray>()
            )!
                .Select(it => (string)it!["name"]!)
                .Where(it => !keys.ContainsKey(it))
        )
            (await first.Send(HttpMethod.Delete, $"/v1/keys/{unnamed}", keys["running"], null))
                .StatusCode.Should()
                .Be(HttpStatusCode.NoContent);
        return first with { WriteKey = keys["shop-1"], ReadKey = keys["reading"], AdminKey = keys["running"] };
    }

    private static async Task<(HttpStatusCode Status, JsonObject Body)> Put(Site site, string name, object body)
    {
        var answer = await site.Send(HttpMethod.Put, $"/v1/keys/{name}", site.AdminKey, JsonContent.Create(body));
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    private static Task<HttpStatusCode> Sends(Site site, string key, string? origin = null) =>
        Status(
            site,
            "/v1/batch",
            key,
            new JsonObject { ["batch"] = new JsonArray(Calls.Page("v1", "home", Calls.Noon)) },
            origin
        );

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

    private static async Task<HttpStatusCode> Status(Site site, string path, string key, JsonNode body, string? origin)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", key);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return (await http.SendAsync(request)).StatusCode;
    }
}
