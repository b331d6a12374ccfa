using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Sites.Identity;

namespace JourneyEngine.IntegrationTests.Persons;

[Collection(EngineTests.Name)]
public sealed class a_page_proves_who_is_signed_in(EngineFixture engine)
{
    [Fact]
    public async Task with_what_the_site_s_server_made_of_the_user_id()
    {
        var site = await engine.NewSite();
        var secret = await Secret(site, "shop");

        (await Sent(site, "phone", "dana", IdentityProof.Of(secret, "dana"))).Should().Be(("accepted", null));

        (await Vouched(site, "dana")).Should().Equal(("phone", true));
    }

    [Fact]
    public async Task in_a_cloud_event_too()
    {
        var site = await engine.NewSite();
        var secret = await Secret(site, "shop");
        var sent = await site.Send(
            HttpMethod.Post,
            "/v1/events",
            site.WriteKey,
            new StringContent(
                new JsonObject
                {
                    ["specversion"] = "1.0",
                    ["id"] = Guid.NewGuid().ToString(),
                    ["source"] = "/shop",
                    ["type"] = "page",
                    ["subject"] = "phone",
                    ["data"] = new JsonObject
                    {
                        ["name"] = "home",
                        ["userId"] = "dana",
                        ["identityProof"] = IdentityProof.Of(secret, "dana"),
                    },
                }.ToJsonString(),
                System.Text.Encoding.UTF8,
                "application/cloudevents+json"
            )
        );
        sent.IsSuccessStatusCode.Should().BeTrue(await sent.Content.ReadAsStringAsync());

        (await Vouched(site, "dana")).Should().Equal(("phone", true));
    }

    [Theory]
    [InlineData("noa", "dana")]
    [InlineData("dana", "Dana")]
    [InlineData("dana", "")]
    public async Task for_that_user_only(string user, string proved)
    {
        var site = await engine.NewSite();
        var secret = await Secret(site, "shop");

        var (status, reason) = await Sent(site, "phone", user, IdentityProof.Of(secret, proved));

        (status, reason)
            .Should()
            .Be(("accepted", "the identity proof is not right, so the link of the ids is claimed only"));
        (await Vouched(site, user)).Should().Equal(("phone", false));
    }

    /// <summary>A site may let people choose names; what is stored of both is one id.</summary>
    [Theory]
    [InlineData("dana\u200B")]
    [InlineData(" dana")]
    public async Task for_no_id_that_only_looks_like_the_user_s(string chosen)
    {
        var site = await engine.NewSite();
        var secret = await Secret(site, "shop");

        (await Sent(site, "phone", chosen, IdentityProof.Of(secret, chosen))).Reason.Should().NotBeNull();

        (await Vouched(site, "dana")).Should().Equal(("phone", false));
    }

    /// <summary>To rotate: make another, let the server change over, end the first.</summary>
    [Fact]
    public async Task by_each_secret_until_it_is_ended()
    {
        var site = await engine.NewSite();
        var (one, other) = (await Secret(site, "one"), await Secret(site, "other"));
        (await Secret(site, "one")).Should().Be(one, "a secret stays what it is when it is asked for again");
        one.Should().NotBe(other);
        (await Sent(site, "a", "dana", IdentityProof.Of(one, "dana"))).Reason.Should().BeNull();
        (await Sent(site, "b", "dana", IdentityProof.Of(other, "dana"))).Reason.Should().BeNull();

        (await site.Send(HttpMethod.Delete, "/v1/identity-secrets/one", site.AdminKey, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.NoContent);

        (await Sent(site, "c", "dana", IdentityProof.Of(one, "dana"))).Reason.Should().NotBeNull();
        (await Vouched(site, "dana")).Should().Equal(("a", true), ("b", true), ("c", false));
        (await Secret(site, "one")).Should().NotBe(one, "what was ended does not come back");
    }

    [Fact]
    public async Task by_no_secret_of_another_site()
    {
        var (site, other) = (await engine.NewSite(), await engine.NewSite());
        var secret = await Secret(other, "shop");
        await Secret(site, "shop");

        (await Sent(site, "phone", "dana", IdentityProof.Of(secret, "dana"))).Reason.Should().NotBeNull();
    }

    /// <summary>A page that was claimed before is vouched for once the proof comes.</summary>
    [Fact]
    public async Task after_it_had_claimed_it()
    {
        var site = await engine.NewSite();
        var secret = await Secret(site, "shop");
        await Sent(site, "phone", "dana", null);
        (await Vouched(site, "dana")).Should().Equal(("phone", false));

        await Sent(site, "phone", "dana", IdentityProof.Of(secret, "dana"));

        (await Vouched(site, "dana")).Should().Equal(("phone", true));
    }

    [Fact]
    public async Task as_its_server_does_with_a_key_of_its_own()
    {
        var site = await engine.NewSite();
        var key = (string)(await site.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;

        await site.Send(
            HttpMethod.Post,
            "/v1/page",
            key,
            JsonContent.Create(Calls.Page("phone", "home", Calls.Noon, "dana"))
        );
        await site.Send(
            HttpMethod.Post,
            "/v1/alias",
            key,
            JsonContent.Create(
                new
                {
                    messageId = Guid.NewGuid(),
                    previousId = "dana",
                    userId = "dana-2",
                }
            )
        );

        (await Vouched(site, "dana-2")).Should().Equal(("phone", true));
        ((int)(await site.Get("/v1/visitors/dana-2"))["visits"]!).Should().Be(1, "two user ids are one person");
    }

    /// <summary>User ids can be guessed, and the write key is in every page.</summary>
    [Fact]
    public async Task before_it_is_shown_what_is_chosen_for_that_user()
    {
        var site = await engine.NewSite();
        var secret = await Secret(site, "shop");
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "b1");
        var proof = IdentityProof.Of(secret, "dana");
        await Sent(site, "phone", "dana", proof);

        foreach (var wrong in new[] { null, IdentityProof.Of(secret, "noa"), proof.ToUpperInvariant() })
        {
            var unproved = await Asked(site, "dana", wrong);
            ((string)unproved["variant"]!, (string)unproved["metadata"]!["because"]!)
                .Should()
                .Be(("welcome", "identity not proved"));
            unproved.ToJsonString().Should().NotContain("stage").And.NotContain("visitNumber");
        }

        ((int)(await Asked(site, "dana", proof))["metadata"]!["visitNumber"]!).Should().Be(1);
        ((int)(await Asked(site, "phone", null))["metadata"]!["visitNumber"]!)
            .Should()
            .Be(1, "what is asked for is the browser's own");
    }

    /// <summary>A device of several is nobody's, but its users are somebody all the same.</summary>
    [Fact]
    public async Task where_she_has_none_but_a_shared_device()
    {
        var site = await engine.NewSite();
        var secret = await Secret(site, "shop");
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "b1");
        await site.Accepted(Calls.Page("dana", "home", Calls.Noon));
        foreach (var user in new[] { "dana", "noa" })
            await Sent(site, "library", user, IdentityProof.Of(secret, user));

        ((string)(await Asked(site, "dana", null))["metadata"]!["because"]!).Should().Be("identity not proved");
        ((int)(await Asked(site, "dana", IdentityProof.Of(secret, "dana")))["metadata"]!["visitNumber"]!)
            .Should()
            .Be(1);
    }

    /// <summary>Whose device it is may be claimed by anybody; an id that is linked takes a proof all the same.</summary>
    [Fact]
    public async Task before_its_device_stands_for_the_user()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "b1");
        await Sent(site, "phone", "dana", null);

        ((string)(await Asked(site, "dana", null))["metadata"]!["because"]!).Should().Be("identity not proved");
        ((int)(await Asked(site, "phone", null))["metadata"]!["visitNumber"]!).Should().Be(1);
    }

    private static async Task<JsonObject> Asked(Site site, string visitor, string? proof)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/ofrep/v1/evaluate/flags/hero",
            site.WriteKey,
            JsonContent.Create(new { context = new { targetingKey = visitor, identityProof = proof } })
        );
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task<string> Secret(Site site, string name) =>
        (string)(await site.Put($"/v1/identity-secrets/{name}", new { }))["secret"]!;

    private static async Task<(string Status, string? Reason)> Sent(
        Site site,
        string device,
        string user,
        string? proof
    )
    {
        var call = Calls.Page(device, "home", Calls.Noon, user);
        call["context"] = new JsonObject { ["identityProof"] = proof };
        var answer = await site.Batch([call]);
        var receipt = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("receipts")[0];
        return (
            receipt.GetProperty("status").GetString()!,
            receipt.TryGetProperty("reason", out var reason) ? reason.GetString() : null
        );
    }

    /// <summary>The devices of a person, and whether the site's server stands for each.</summary>
    private static async Task<IEnumerable<(string, bool)>> Vouched(Site site, string user) =>
        (await site.Get($"/v1/visitors/{user}"))["person"]!["pseudonyms"]!
            .AsArray()
            .Where(it => (string)it!["kind"]! == "device")
            .Select(it => ((string)it!["id"]!, (bool)it["vouched"]!));
}
