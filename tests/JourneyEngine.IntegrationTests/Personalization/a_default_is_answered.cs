using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Erasure;
using JourneyEngine.Sites.Identity;

namespace JourneyEngine.IntegrationTests.Personalization;

/// <summary>For whoever builds the app: an answer without a reason looks like an engine that does nothing.</summary>
[Collection(DecidingTests.Name)]
public sealed class a_default_is_answered(EngineFixture engine)
{
    private const string Hero = "/ofrep/v1/evaluate/flags/hero";
    private const string All = "/ofrep/v1/evaluate/flags";

    [Fact]
    public async Task with_the_reason_that_nobody_agreed_to_anything_else()
    {
        var site = await SiteWithHero();
        await site.Accepted(Calls.Page("v", "blog", Calls.Noon));
        await site.Put("/v1/settings", new { mode = "measure" });

        await IsExplained(site, "v", "no consent to personalize");
    }

    [Fact]
    public async Task with_the_reason_that_the_visitor_was_never_seen() =>
        await IsExplained(await SiteWithHero(), "nobody", "never seen");

    [Fact]
    public async Task with_the_conditions_that_ruled_each_content_out()
    {
        var site = await SiteWithHero();
        await site.Accepted(Calls.Page("v", "blog", Calls.Noon));

        await IsExplained(site, "v", "no content fits: fromVisit");

        await site.Accepted(Calls.Page("v", "blog", Calls.Noon.AddDays(1)));
        var chosen = await Evaluated(site, Hero, "v");
        ((string?)chosen["variant"]).Should().Be("again");
        chosen["metadata"]!.AsObject().Should().NotContainKey("because", "it is no default");
    }

    /// <summary>That they were here is told to nobody.</summary>
    [Fact]
    public async Task with_the_same_reason_to_who_was_never_seen_and_to_who_was_erased()
    {
        var site = await SiteWithHero();
        await site.Accepted(Calls.Page("v", "blog", Calls.Noon));
        await site.Erase("v");

        await IsExplained(site, "v", "never seen");
    }

    [Fact]
    public async Task with_the_reason_that_the_visitor_is_held_out()
    {
        var site = await SiteWithHero(holdout: 0.5);
        string[] visitors = [.. Enumerable.Range(1, 40).Select(i => $"v{i}")];
        await site.Accepted([.. visitors.Select(it => (JsonNode)Calls.Page(it, "blog", Calls.Noon))]);
        await site.Accepted([.. visitors.Select(it => (JsonNode)Calls.Page(it, "blog", Calls.Noon.AddDays(1)))]);

        var answers = await Task.WhenAll(visitors.Select(it => Evaluated(site, Hero, it)));
        var heldOut = answers.Zip(visitors).Where(it => (string?)it.First["variant"] == "welcome").ToArray();

        heldOut.Should().HaveCountGreaterThan(0).And.HaveCountLessThan(visitors.Length);
        foreach (var (_, visitor) in heldOut)
            await IsExplained(site, visitor, "held out");
    }

    /// <summary>A client that was told of the missing proof does not go on believing so.</summary>
    [Fact]
    public async Task with_the_reason_that_holds_now_and_not_the_one_of_an_older_etag()
    {
        var site = await SiteWithHero();
        var secret = (string)(await site.Put("/v1/identity-secrets/shop", new { }))["secret"]!;
        await site.Accepted(Calls.Page("phone", "home", Calls.Noon, "dana"));
        await site.Put("/v1/settings", new { mode = "measure" });

        foreach (var path in new[] { Hero, All })
        {
            var unproved = await Ask(site, path, "dana");
            Because(await Body(unproved)).Should().Be("identity not proved");

            var proved = await Ask(
                site,
                path,
                "dana",
                unproved.Headers.ETag!.ToString(),
                IdentityProof.Of(secret, "dana")
            );

            proved.StatusCode.Should().Be(HttpStatusCode.OK);
            Because(await Body(proved)).Should().Be("no consent to personalize");
        }
    }

    /// <summary>Alone and in bulk, asked again, and while an entity tag holds.</summary>
    private static async Task IsExplained(Site site, string visitor, string because)
    {
        foreach (var path in new[] { Hero, All, Hero })
        {
            var answer = await Ask(site, path, visitor);
            var body = await Body(answer);
            Because(body).Should().Be(because, path);
            var flag = body["flags"]?[0] ?? body;
            ((string?)flag["reason"], (string?)flag["variant"]).Should().Be(("DEFAULT", "welcome"));
            (await Ask(site, path, visitor, answer.Headers.ETag!.ToString()))
                .StatusCode.Should()
                .Be(HttpStatusCode.NotModified);
        }
    }

    private static string? Because(JsonObject answer) =>
        (string?)(answer["flags"]?[0] ?? answer)["metadata"]!["because"];

    private static async Task<JsonObject> Evaluated(Site site, string path, string visitor) =>
        await Body(await Ask(site, path, visitor));

    private static async Task<JsonObject> Body(HttpResponseMessage answer)
    {
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static Task<HttpResponseMessage> Ask(
        Site site,
        string path,
        string visitor,
        string? ifNoneMatch = null,
        string? identityProof = null
    ) =>
        site.Send(
            HttpMethod.Post,
            path,
            site.WriteKey,
            JsonContent.Create(new { context = new { targetingKey = visitor, identityProof } }),
            ifNoneMatch
        );

    private async Task<Site> SiteWithHero(double holdout = 0)
    {
        var site = await engine.NewSite();
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put(
            "/v1/slots/hero",
            new
            {
                holdout,
                @default = new { name = "welcome", value = "Hello" },
                contents = new[]
                {
                    new
                    {
                        name = "again",
                        value = "Welcome back",
                        fromVisit = 2,
                    },
                },
            }
        );
        return site;
    }
}
