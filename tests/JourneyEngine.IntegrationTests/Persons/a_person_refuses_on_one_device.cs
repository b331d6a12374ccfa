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
