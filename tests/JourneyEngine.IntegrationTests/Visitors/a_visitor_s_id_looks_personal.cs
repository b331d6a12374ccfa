using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Collection;

namespace JourneyEngine.IntegrationTests.Visitors;

[Collection(PrivacyTests.Name)]
public class a_visitor_s_id_looks_personal(EngineFixture engine)
{
    private const string Dana = "dana@example.test";
    private const string Phone = "+49 170 1234567";

    [Fact]
    public async Task while_its_text_is_stored_nowhere()
    {
        var site = await engine.NewSite();

        var receipts = await Receipts(site, Page(Dana), Calls.Page(Phone, "home", Calls.Noon, Dana), Order(Dana));

        receipts
            .Select(it => ((string)it["status"]!, (string)it["reason"]!))
            .Should()
            .Equal(
                ("accepted", "anonymousId looks like an e-mail address, so a keyed hash of it is stored"),
                (
                    "accepted",
                    "anonymousId looks like a phone number, so a keyed hash of it is stored; "
                        + "userId looks like an e-mail address, so a keyed hash of it is stored"
                ),
                ("accepted", "messageId looks like an e-mail address, so a keyed hash of it is stored")
            );
        ((string)receipts[2]["messageId"]!).Should().Be(Dana, "the client knows its message by that");
        await site.Get("/v1/reports/returns?wait=true");
        (await Everything(site))
            .Should()
            .HaveCountGreaterThan(5)
            .And.NotContain(it =>
                it.Contains("dana", StringComparison.Ordinal) || it.Contains("1234567", StringComparison.Ordinal)
            );
    }

    [Fact]
    public async Task by_which_every_route_still_finds_the_visitor()
    {
        var site = await engine.NewSite();
        await site.Accepted(Page(Dana), Page(Dana, 2));
        await site.Get("/v1/reports/returns?wait=true");
        var escaped = Uri.EscapeDataString(Dana);

        var stored = (string)(await site.Get($"/v1/visitors/{escaped}"))["visitor"]!;

        stored.Should().StartWith("hashed:");
        foreach (
            var path in new[]
            {
                $"/v1/visitors/{stored}",
                $"/v1/visitors/%20{escaped}",
                $"/v1/visitors?id={escaped}",
                $"/v1/visitors/prediction?id={escaped}",
            }
        )
            ((string)(await site.Get(path))["visitor"]!).Should().Be(stored, path);
        (await (await site.Ask($"/v1/visitors/events?id={escaped}")).Content.ReadAsStringAsync())
            .Should()
            .Contain(stored);
        (await site.Ask($"/v1/visitors/{escaped}/decisions")).StatusCode.Should().Be(HttpStatusCode.OK);
        foreach (var path in new[] { "me", "export", "consent", "details" })
            (await Admin(site, HttpMethod.Get, $"/v1/privacy/{path}?visitor={escaped}"))
                .StatusCode.Should()
                .Be(HttpStatusCode.OK, path);
        (await Admin(site, HttpMethod.Post, "/v1/privacy/links", new { visitor = Dana }))
            .StatusCode.Should()
            .Be(HttpStatusCode.OK);
        (
            await Admin(
                site,
                HttpMethod.Post,
                "/v1/privacy/consent",
                new { visitor = Dana, granted = new[] { "personalize" } }
            )
        )
            .StatusCode.Should()
            .Be(HttpStatusCode.NoContent);
        var decided = await site.Send(
            HttpMethod.Post,
            "/ofrep/v1/evaluate/flags",
            site.WriteKey,
            JsonContent.Create(new { context = new { targetingKey = Dana } })
        );
        decided.StatusCode.Should().Be(HttpStatusCode.OK);

        await Admin(site, HttpMethod.Post, "/v1/privacy/erase", new { visitor = Dana });

        (await site.Ask($"/v1/visitors?id={escaped}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await Site.Receipts(await site.Batch([Page(Dana, 3)]))).Should().ContainKey("refused");
    }

    [Fact]
    public async Task to_which_links_are_found_and_undone()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("tablet", "home", Calls.Noon, userId: Dana));
        await site.Get("/v1/reports/returns?wait=true");
        var escaped = Uri.EscapeDataString(Dana);
        (await Links(site, escaped)).Should().ContainSingle();

        (await Admin(site, HttpMethod.Delete, $"/v1/visitors/links?id=tablet&alias={escaped}"))
            .StatusCode.Should()
            .Be(HttpStatusCode.NoContent);

        (await Links(site, escaped)).Should().BeEmpty();
    }

    private async Task<List<string>> Everything(Site site)
    {
        var stored = await engine.Stored(site);
        await using var command = engine.Database.CreateCommand(
            """
            select stream_id from journey.mt_events where tenant_id = $1
            union all select visitor from journey.journeys where site = $1
            """
        );
        command.Parameters.Add(new() { Value = site.Name });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            stored.Add(reader.GetString(0));
        return stored;
    }

    private static async Task<(string, string)[]> Links(Site site, string escaped) =>
        [
            .. (
                await (await site.Ask($"/v1/visitors/links?id={escaped}")).Content.ReadFromJsonAsync<JsonArray>()
            )!.Select(it => ((string)it!["visitor"]!, (string)it["alias"]!)),
        ];

    private static JsonObject Page(string visitor, int day = 0) => Calls.Page(visitor, "home", Calls.Noon.AddDays(day));

    private static JsonObject Order(string messageId)
    {
        var page = Calls.Page("v", "home", Calls.Noon);
        page["messageId"] = messageId;
        return page;
    }

    private static async Task<JsonNode[]> Receipts(Site site, params JsonObject[] items) =>
        [.. (await (await site.Batch(items)).Content.ReadFromJsonAsync<JsonObject>())!["receipts"]!.AsArray()!];

    private static Task<HttpResponseMessage> Admin(Site site, HttpMethod method, string path, object? body = null) =>
        site.Send(method, path, site.AdminKey, body is null ? null : JsonContent.Create(body));
}
