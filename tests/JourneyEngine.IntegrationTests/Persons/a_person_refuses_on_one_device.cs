using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Privacy;

namespace JourneyEngine.IntegrationTests.Persons;

/// <summary>Dana refused letters at the desk before she signed in there; on the phone she had agreed.</summary>
[Collection(EngineTests.Name)]
public sealed class a_person_refuses_on_one_device(EngineFixture engine)
{
    private const string Letters = """
        {"kinds":[{"kind":"page"}],
        "purposes":[{"name":"measure","reason":{"en":"Counting visits"}},{"name":"personalize","reason":{"en":"Showing what fits"}},
        {"name":"updates","reason":{"en":"Writing to you"}}],
        "details":[{"name":"email","shape":"email","purposes":["updates"],"reason":{"en":"To write to you"}}]}
        """;

    [Fact]
    public async Task what_was_agreed_to_on_another()
    {
        var site = await engine.NewSite();
        await site.Publish(Letters);
        var server = (string)(await site.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;
        await Sent(site, server, Calls.Page("desk", "home", Calls.Noon), granted: false);
        await Sent(site, server, Calls.Page("phone", "home", Calls.Noon.AddDays(1), "dana"), granted: true);
        (await Tell(site)).Should().Be(HttpStatusCode.NoContent);

        await Sent(site, server, Calls.Page("desk", "home", Calls.Noon.AddDays(2), "dana"), granted: null);

        (await Tell(site)).Should().Be(HttpStatusCode.Conflict, "a refusal on any device holds for all");
    }

    /// <summary>Nobody asked her whether her devices may be recognised as one.</summary>
    [Fact]
    public async Task to_be_measured_and_is_measured_on_none()
    {
        var site = await engine.NewSite();
        await site.Publish(Letters);
        var server = (string)(await site.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;
        await Sent(site, server, Calls.Page("phone", "home", Calls.Noon, "dana"), granted: null);
        await Sent(site, server, Calls.Page("desk", "home", Calls.Noon, "dana"), granted: null);
        (await Visitors(site)).Should().Be(2);

        var refusal = Calls.Page("desk", "home", Calls.Noon.AddDays(1));
        refusal["context"] = new JsonObject
        {
            ["consent"] = new JsonObject { ["categoryPreferences"] = new JsonObject { ["measure"] = false } },
        };
        await site.Batch([refusal]);

        (await Visitors(site)).Should().Be(0);
        (await Visitors(site, "&at=" + Uri.EscapeDataString(DateTimeOffset.UtcNow.ToString("O")))).Should().Be(0);
    }

    private static async Task<int> Visitors(Site site, string at = "") =>
        (int)(await site.Get("/v1/reports/returns?wait=true" + at))["visitors"]!;

    /// <summary>She tells her address on the phone, takes it back, and the page at the desk still sends it.</summary>
    [Fact]
    public async Task an_address_that_every_page_sends_again()
    {
        var site = await engine.NewSite();
        await site.Publish(Letters);
        var server = (string)(await site.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;
        await Sent(site, server, Calls.Page("phone", "home", Calls.Noon, "dana"), granted: true);
        await Sent(site, server, Calls.Page("desk", "home", Calls.Noon, "dana"), granted: true);
        (await Tell(site)).Should().Be(HttpStatusCode.NoContent);
        (await site.Send(HttpMethod.Delete, "/v1/privacy/details/email?visitor=dana", site.AdminKey, null))
            .IsSuccessStatusCode.Should()
            .BeTrue();

        await site.Batch([
            new JsonObject
            {
                ["type"] = "identify",
                ["messageId"] = Guid.NewGuid().ToString(),
                ["anonymousId"] = "desk",
                ["userId"] = "dana",
                ["traits"] = new JsonObject { ["email"] = "dana@example.org" },
            },
        ]);

        foreach (var id in new[] { "dana", "phone", "desk" })
        {
            var held = await site.Send(HttpMethod.Get, $"/v1/privacy/me?visitor={id}", site.AdminKey, null);
            held.StatusCode.Should().Be(HttpStatusCode.OK);
            (await held.Content.ReadAsStringAsync()).Should().NotContain("dana@example.org");
        }
    }

    private static async Task<HttpStatusCode> Tell(Site site) =>
        (
            await site.Send(
                HttpMethod.Put,
                "/v1/privacy/details/email",
                site.AdminKey,
                JsonContent.Create(new { visitor = "phone", value = "dana@example.org" })
            )
        ).StatusCode;

    private static async Task Sent(Site site, string key, JsonObject page, bool? granted)
    {
        if (granted is { } choice)
            page["context"] = new JsonObject
            {
                ["consent"] = new JsonObject { ["categoryPreferences"] = new JsonObject { ["updates"] = choice } },
            };
        var answer = await site.Send(HttpMethod.Post, "/v1/page", key, JsonContent.Create(page));
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
    }
}
