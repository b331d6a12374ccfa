using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Cli.Simulation;
using JourneyEngine.IntegrationTests.Privacy;

namespace JourneyEngine.IntegrationTests.Cli;

/// <summary>A site with everything that a visitor's stream can hold, and how it is configured.</summary>
internal static class OldSite
{
    private const string Declared = """
        {"purposes":[{"name":"updates","reason":{"en":"To write."}}],
        "kinds":[{"kind":"page"},{"kind":"screen"},{"kind":"track","properties":[{"name":"amount","type":"number"}]}]}
        """;

    /// <summary>Ids that a spreadsheet, a shell or another script could spoil.</summary>
    public static readonly string[] Strange = ["=1+1", "'=1+1", "'x", "-7", "דנה", "a \"b\", c", "dana@example.test"];

    public static async Task Configure(Site site)
    {
        await site.Publish(Declared);
        await site.Put("/v1/settings", new { recognise = "claimed" });
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put(
            "/v1/funnels/f",
            new
            {
                stages = new object[]
                {
                    new { name = "Reader", when = new[] { new { kind = "page", name = "article" } } },
                    new { name = "מתעניין", when = new[] { new { kind = "page", path = "/מוצרים" } } },
                    new
                    {
                        name = "Customer",
                        goal = true,
                        when = new[] { new { kind = "track", name = "Signed up" } },
                    },
                },
            }
        );
        await site.Put(
            "/v1/slots/hero",
            JsonNode.Parse(
                """
                {"funnel":"f","policy":"uniform","shadow":"rules","holdout":0.4,"exposure":"reported",
                "default":{"name":"plain","value":0},"contents":[{"name":"good","value":1},{"name":"bad","value":2}],
                "outcome":{"accepted":[{"kind":"track","name":"Signed up"}],"declined":[{"name":"Closed"}],"withinHours":2}}
                """
            )!
        );
    }

    public static async Task<Site> Lived(EngineFixture engine)
    {
        var site = await engine.NewSite();
        await Configure(site);
        await Crowd(site);
        await Asking(site);
        await OnTwoDevices(site);
        await Choosing(site);
        await site.Accepted([.. Strange.Select((it, i) => Calls.Page(it, " מוצרים ", Calls.Noon.AddDays(i)))]);
        await site.Accepted(
            Calls.Page("forgetful", "article", Calls.Noon),
            Calls.Page("forgetful", "article", Calls.Noon.AddHours(5))
        );
        await Forget(site, "forgetful", 1);
        return site;
    }

    /// <summary>Simulated people, some of them programs, some with wrong clocks, some on several devices.</summary>
    private static async Task Crowd(Site site)
    {
        var now = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        var messages = Simulator.Run(Truth.People with { Bots = 0.1, WrongClocks = 0.2 }, visitors: 60, seed: 8, now);
        foreach (var batch in messages.Chunk(400))
            await site.Batch(SegmentBatch.Body(batch, DateTimeOffset.UtcNow)["batch"]!.AsArray().Select(it => it!));
    }

    private static async Task Asking(Site site)
    {
        for (var i = 0; i < 40; i++)
        {
            var (visitor, at) = ($"asking-{i}", Calls.Noon.AddHours(i));
            var came = Calls.Page(visitor, i % 3 == 0 ? "article" : "home", at);
            came["context"] = JsonNode.Parse(
                $$"""{"page":{"path":"/%D7%9E%D7%95%D7%A6%D7%A8%D7%99%D7%9D/{{i % 2}}","referrer":"https://ref{{i % 3}}.test/x","search":"?utm_source=news&utm_campaign=Spring&utm_term=t"} }"""
            );
            await site.Accepted(came);
            var shown = await site.Hero(visitor);
            if (i % 2 == 0)
                (
                    await site.Post($"/v1/decisions/{shown.DecisionId}/shown", new JsonObject())
                ).EnsureSuccessStatusCode();
            var did = Calls.Track(visitor, shown.Variant == "bad" ? "Closed" : "Signed up", at.AddMinutes(2));
            did["properties"] = new JsonObject { ["amount"] = i };
            if (i % 4 != 3)
                await site.Accepted(did);
        }
    }

    private static async Task OnTwoDevices(Site site)
    {
        JsonObject Agreeing(string device, string name, DateTimeOffset at)
        {
            var page = Calls.Page(device, name, at, "noa");
            page["context"] = JsonNode.Parse("""{"consent":{"categoryPreferences":{"personalize":true}}}""");
            return page;
        }

        var server = (string)(await site.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;
        foreach (
            var page in (JsonObject[])
                [Agreeing("phone", "article", Calls.Noon), Agreeing("desk", "home", Calls.Noon.AddDays(1))]
        )
            (await (site with { WriteKey = server }).Batch([page])).EnsureSuccessStatusCode();
        await site.Hero("desk");
        await site.Accepted(Calls.Track("desk", "Signed up", Calls.Noon.AddDays(1).AddMinutes(1)));
    }

    private static async Task Choosing(Site site)
    {
        foreach (var visitor in (string[])["refusing", "returning", "signalling"])
            await site.Accepted(Calls.Page(visitor, "article", Calls.Noon));
        await Choose(site, "refusing", granted: [], refused: ["measure"]);
        await Choose(site, "returning", granted: [], refused: ["measure"]);
        await Choose(site, "returning", granted: ["measure", "updates"], refused: ["personalize"]);
        await site.Accepted(Calls.Page("returning", "article", Calls.Noon.AddDays(3)));
        var signal = Calls.Page("signalling", "home", DateTimeOffset.UtcNow);
        signal["context"] = JsonNode.Parse("""{"consent":{"categoryPreferences":{"measure":false}}}""");
        await site.Batch([signal]);
    }

    private static async Task Forget(Site site, string visitor, int visit)
    {
        var what = JsonContent.Create(new { visitor, visit });
        (await site.Send(HttpMethod.Post, "/v1/privacy/forget-visit", site.AdminKey, what)).EnsureSuccessStatusCode();
    }

    private static async Task Choose(Site site, string visitor, string[] granted, string[] refused)
    {
        var choice = JsonContent.Create(
            new
            {
                visitor,
                granted,
                refused,
            }
        );
        (await site.Send(HttpMethod.Post, "/v1/privacy/consent", site.AdminKey, choice)).EnsureSuccessStatusCode();
    }
}
