using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Decisions.Persons;

namespace JourneyEngine.IntegrationTests.Persons;

[Collection(EngineTests.Name)]
public sealed class ids_are_linked(EngineFixture engine)
{
    [Fact]
    public async Task to_a_device_of_somebody_else_which_the_receipt_says()
    {
        var site = await engine.NewSite();
        var noa = Calls.Page("library", "home", Calls.Noon, "noa");

        (await Receipt(site, site.WriteKey, Calls.Page("library", "home", Calls.Noon, "dana")))
            .Should()
            .Be(("accepted", null, null));
        (await Receipt(site, site.WriteKey, noa)).Should().Be(("accepted", null, true));
        (await Receipt(site, site.WriteKey, noa)).Status.Should().Be("duplicate");
    }

    /// <summary>A chain of a server's aliases is one person up to a number; the next one is refused, whichever end it is
    /// put to, and a retry stays a duplicate.</summary>
    [Fact]
    public async Task up_to_as_many_user_ids_as_one_person_can_have()
    {
        var site = await engine.NewSite();
        var server = (string)(await site.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;
        await Receipt(site, server, Calls.Page("phone", "home", Calls.Noon, "u1"));
        var aliases = Enumerable.Range(1, Person.MostUserIds - 1).Select(i => Alias($"u{i}", $"u{i + 1}")).ToArray();
        foreach (var alias in aliases)
            (await Receipt(site, server, alias)).Status.Should().Be("accepted");

        var last = $"u{Person.MostUserIds}";
        (await Receipt(site, server, Alias(last, "one-more")))
            .Should()
            .Be(("refused", "no more than 20 user ids can be one person", null));
        (await Receipt(site, server, aliases[^1])).Status.Should().Be("duplicate");
        (await Receipt(site, server, Alias("browser", last))).Status.Should().Be("accepted", "a device is no user id");
        ((int)(await site.Get($"/v1/visitors/{last}"))["visits"]!).Should().Be(1, "they are one person still");
    }

    [Fact]
    public async Task in_no_loop()
    {
        var site = await engine.NewSite();
        var server = (string)(await site.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;
        foreach (var (one, other) in new[] { ("a", "b"), ("b", "c"), ("a", "c"), ("a", "b") })
            (await Receipt(site, server, Alias(one, other))).Status.Should().Be("accepted");

        foreach (var (one, other) in new[] { ("c", "a"), ("b", "a") })
            (await Receipt(site, server, Alias(one, other)))
                .Should()
                .Be(("refused", "this alias closes a loop: the other id is this one already", null));
    }

    private static JsonObject Alias(string previous, string user) =>
        new()
        {
            ["type"] = "alias",
            ["messageId"] = Guid.NewGuid().ToString(),
            ["previousId"] = previous,
            ["userId"] = user,
        };

    private static async Task<(string Status, string? Reason, bool? Shared)> Receipt(
        Site site,
        string key,
        JsonObject call
    )
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/v1/batch",
            key,
            JsonContent.Create(new JsonObject { ["batch"] = new JsonArray(call.DeepClone()) })
        );
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        var receipt = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["receipts"]![0]!;
        return ((string)receipt["status"]!, (string?)receipt["reason"], (bool?)receipt["shared"]);
    }
}
