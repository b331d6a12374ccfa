using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Collection;

namespace JourneyEngine.IntegrationTests.Privacy;

[Collection(PrivacyTests.Name)]
public class a_page_contradicts_what_a_visitor_chose(EngineFixture engine)
{
    private const string Updates = """
        {"kinds":[{"kind":"page"},{"kind":"track"}],
        "purposes":[{"name":"measure","reason":{"en":"Counting visits"}},{"name":"personalize","reason":{"en":"Showing what fits"}},
        {"name":"updates","reason":{"en":"Writing to you"}}],
        "details":[{"name":"email","shape":"email","purposes":["updates"],"reason":{"en":"To write to you"}}]}
        """;

    [Fact]
    public async Task by_a_signal_that_opens_no_door_that_they_shut()
    {
        var site = await Known();
        await Choose(site, refused: "measure");

        (await Sent(site, Page(1, "measure", true), Page(2)))
            .Should()
            .Equal("refused: nothing is collected of this visitor", "refused: nothing is collected of this visitor");
        (await Visitors(site)).Should().Be(0);

        await Choose(site, granted: "measure");
        await site.Accepted(Page(3));
        (await Visitors(site)).Should().Be(1);
    }

    [Fact]
    public async Task by_a_signal_that_grants_nothing_that_they_refused()
    {
        var site = await Known();
        await Choose(site, refused: "personalize");

        await site.Accepted(Now("personalize", true));

        (await Granted(site, "personalize")).Should().BeFalse();
    }

    [Fact]
    public async Task by_a_signal_that_refuses_what_they_granted_and_holds()
    {
        var site = await Known();
        await Choose(site, granted: "personalize");

        await site.Accepted(Now("personalize", false));
        (await Granted(site, "personalize")).Should().BeFalse();

        await site.Accepted(Now("personalize", true));
        (await Granted(site, "personalize")).Should().BeTrue("it is no more than they chose");
    }

    [Fact]
    public async Task by_a_choice_about_something_else_after_a_signal_and_the_door_stays_as_it_was()
    {
        var site = await Known();
        await Sent(site, Page(1, "measure", false));

        await Choose(site, refused: "personalize");
        (await Sent(site, Page(2))).Should().Equal("refused: nothing is collected of this visitor");

        await site.Accepted(Page(3, "measure", true));
    }

    [Fact]
    public async Task by_an_identify_call_with_a_detail_that_they_took_back()
    {
        var site = await Known();
        (await Sent(site, Identify("a@example.test", true))).Should().Equal("accepted");
        (await Email(site)).Should().Be("a@example.test");
        using (
            var removed = await site.Send(HttpMethod.Delete, "/v1/privacy/details/email?visitor=v", site.AdminKey, null)
        )
            removed.IsSuccessStatusCode.Should().BeTrue();

        (await Sent(site, Identify("a@example.test", true)))
            .Should()
            .Equal("accepted: 1 trait refused: trait 'email' cannot be kept");
        (await Email(site)).Should().BeNull();

        await Tell(site, "b@example.test");
        (await Email(site)).Should().Be("b@example.test");
    }

    [Fact]
    public async Task by_an_identify_call_for_a_purpose_that_they_withdrew()
    {
        var site = await Known();
        await Sent(site, Identify("a@example.test", true));
        await Choose(site, refused: "updates");

        (await Sent(site, Identify("a@example.test", true)))
            .Should()
            .Equal("accepted: 1 trait refused: trait 'email' needs consent to one of: updates");
        (await Email(site)).Should().BeNull();
    }

    [Fact]
    public async Task with_a_key_that_speaks_of_no_consent_and_changes_none()
    {
        var site = await Known();
        var silent = site with { WriteKey = await Key(site, new { scope = "write", consents = false }) };

        await silent.Accepted(Now("personalize", true));
        (await Sent(silent, Page(2, "measure", false)))
            .Should()
            .Equal("refused: the visitor does not consent to measure");

        (await Granted(site, "personalize")).Should().BeNull();
        await site.Accepted(Page(3));
        (await Visitors(site)).Should().Be(1);
    }

    [Fact]
    public async Task with_a_key_that_tells_no_details_and_none_is_kept()
    {
        var site = await Known();
        var silent = site with { WriteKey = await Key(site, new { scope = "write", details = false }) };

        (await Sent(silent, Identify("a@example.test", true)))
            .Should()
            .Equal(
                "accepted: 1 trait refused: trait 'email' comes with a key that tells no details: send it with a write "
                    + "key that does"
            );
        (await Email(site)).Should().BeNull();
    }

    [Fact]
    public async Task about_whom_nothing_was_held_before_an_address_was_told()
    {
        var site = await engine.NewSite();
        await site.Publish(Updates);

        (await Sent(site, Identify("wrong@example.test", true))).Should().Equal("accepted");

        (await Email(site)).Should().Be("wrong@example.test");
        await Tell(site, "right@example.test");
        (await Email(site)).Should().Be("right@example.test");
        (await Granted(site, "updates")).Should().BeTrue();
    }

    private async Task<Site> Known()
    {
        var site = await engine.NewSite();
        await site.Publish(Updates);
        await site.Accepted(Page(0));
        return site;
    }

    private static async Task Choose(Site site, string? granted = null, string? refused = null)
    {
        using var answer = await site.Send(
            HttpMethod.Post,
            "/v1/privacy/consent",
            site.AdminKey,
            JsonContent.Create(
                new
                {
                    visitor = "v",
                    granted = granted is null ? [] : new[] { granted },
                    refused = refused is null ? [] : new[] { refused },
                }
            )
        );
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static async Task Tell(Site site, string email)
    {
        using var answer = await site.Send(
            HttpMethod.Put,
            "/v1/privacy/details/email",
            site.AdminKey,
            JsonContent.Create(new { visitor = "v", value = email })
        );
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> Key(Site site, object body) =>
        (string)(await site.Put("/v1/keys/page", body))["key"]!;

    private static async Task<JsonObject> Me(Site site)
    {
        using var answer = await site.Send(HttpMethod.Get, "/v1/privacy/me?visitor=v", site.AdminKey, null);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task<string?> Email(Site site) => (string?)(await Me(site))["details"]![0]!["value"];

    private static async Task<bool?> Granted(Site site, string purpose) =>
        (bool?)
            (await Me(site))["consent"]!["purposes"]!
                .AsArray()
                .FirstOrDefault(it => (string)it!["name"]! == purpose)
                ?["granted"];

    private static JsonObject Page(int minute, string? purpose = null, bool granted = false) =>
        Saying(Calls.Page("v", "home", Calls.Noon.AddMinutes(minute)), purpose, granted);

    /// <summary>After whatever was chosen before.</summary>
    private static JsonObject Now(string purpose, bool granted) =>
        Saying(Calls.Page("v", "home", DateTimeOffset.UtcNow), purpose, granted);

    private static JsonObject Identify(string email, bool updates) =>
        Saying(
            new JsonObject
            {
                ["type"] = "identify",
                ["messageId"] = Guid.NewGuid().ToString(),
                ["anonymousId"] = "v",
                ["timestamp"] = DateTimeOffset.UtcNow.ToString("O"),
                ["traits"] = new JsonObject { ["email"] = email },
            },
            "updates",
            updates
        );

    private static JsonObject Saying(JsonObject item, string? purpose, bool granted)
    {
        if (purpose is not null)
            item["context"] = new JsonObject
            {
                ["consent"] = new JsonObject { ["categoryPreferences"] = new JsonObject { [purpose] = granted } },
            };
        return item;
    }

    private static async Task<string[]> Sent(Site site, params JsonObject[] items) =>
        await Door.InOrder(await site.Batch(items));

    private static async Task<long> Visitors(Site site) =>
        (long)(await site.Get("/v1/reports/returns?wait=true"))["visitors"]!;
}
