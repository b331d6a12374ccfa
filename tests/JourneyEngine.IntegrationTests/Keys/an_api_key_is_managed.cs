using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static JourneyEngine.IntegrationTests.Keys.NamedKeys;

namespace JourneyEngine.IntegrationTests.Keys;

[Collection(PrivacyTests.Name)]
public sealed class an_api_key_is_managed(EngineFixture engine)
{
    [Fact]
    public async Task by_rotation_with_both_keys_valid_until_the_first_is_deleted()
    {
        var site = await Named(engine);

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
        var site = await Named(engine);
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
        var site = await Named(engine);
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
    public async Task with_the_last_permanent_admin_key_protected_from_deletion()
    {
        var site = await Named(engine);

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
    [InlineData("2099-12-01", "2099-12-01T05:00:00+00:00")]
    [InlineData("2099-12-01T12:00", "2099-12-01T17:00:00+00:00")]
    [InlineData("2099-12-01T12:00:00+02:00", "2099-12-01T10:00:00+00:00")]
    public async Task that_expires_by_the_site_s_clocks_where_no_zone_is_given(string expiresAt, string moment)
    {
        var site = await Named(engine);
        await site.Put("/v1/settings", new { timeZone = "America/New_York" });

        var (_, key) = await Put(site, "reports", new { scope = "read", expiresAt });
        var secret = await site.Put("/v1/identity-secrets/one", new { expiresAt });

        ((string)key["expiresAt"]!, (string)secret["expiresAt"]!).Should().Be((moment, moment));
        var wrong = await site.Send(
            HttpMethod.Put,
            "/v1/identity-secrets/one",
            site.AdminKey,
            JsonContent.Create(new { expiresAt = "01.12.2099" })
        );
        wrong.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await wrong.Content.ReadAsStringAsync()).Should().Contain("expiresAt takes a day such as 2026-01-31");
    }

    [Theory]
    [InlineData("""{"scope":"owner"}""", 422, "scope is one of write, read, admin")]
    [InlineData("{}", 422, "scope is one of")]
    [InlineData("""{"scope":"read","expiresAt":"2001-01-01T00:00:00Z"}""", 422, "in the future")]
    [InlineData("""{"scope":"read","expiresAt":"01.12.2099"}""", 422, "expiresAt takes a day such as 2026-01-31")]
    [InlineData("""{"scope":"read","expiresAt":""}""", 422, "expiresAt takes a day such as 2026-01-31")]
    [InlineData("""{"scope":"write","origins":["https://shop.example/basket"]}""", 422, "is no origin")]
    [InlineData("""{"scope":"write","origins":[null]}""", 422, "is no origin")]
    [InlineData("""{"scope":"read","links":false}""", 422, "is for write keys")]
    [InlineData("""{"scope":"read"}""", 409, "another key 'shop-1' (write)")]
    public async Task by_an_invalid_request_and_the_reason_is_returned(string body, int status, string says)
    {
        var site = await Named(engine);

        var answer = await site.Send(
            HttpMethod.Put,
            "/v1/keys/shop-1",
            site.AdminKey,
            JsonContent.Create(JsonNode.Parse(body))
        );

        ((int)answer.StatusCode).Should().Be(status);
        (await answer.Content.ReadAsStringAsync()).Should().Contain(says);
    }
}
