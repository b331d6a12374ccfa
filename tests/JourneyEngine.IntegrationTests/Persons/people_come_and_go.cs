using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;
using JourneyEngine.Replay.Rebuilding;
using JourneyEngine.Settings;

namespace JourneyEngine.IntegrationTests.Persons;

/// <summary>People have one to three devices, share some, sign in late or never, sign out, change their minds, and are
/// erased; meanwhile everything is folded anew. Reports must count them as an oracle does.</summary>
[Collection(EngineTests.Name)]
public sealed class people_come_and_go(EngineFixture engine)
{
    private const int Steps = 40;
    private const int Between = 8;

    private static readonly string[] Devices = ["phone", "desk", "tablet", "library"];
    private static readonly string[] Users = ["dana", "noa", "yael"];
    private static readonly string[] Pages = ["home", "blog", "files"];

    private readonly SemaphoreSlim _rebuilding = new(1);

    private static int Sites => SettingsReader.OfEnvironment().Read<TestSettings>().Long == 1 ? 200 : 25;

    [Fact]
    public async Task whom_every_report_counts_as_persons()
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Sites),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (seed, _) => await Live(seed)
        );

        var replay = await new JourneyReplay(engine.Database, new RulesTable(), Engine.Measures).Compare(
            new Progress<(long, long)>(),
            default
        );
        replay.Differences.Should().BeEmpty("live equals replay");
        var decisions = await new DecisionReplay(engine.Database, new RulesTable()).Verify(
            new Progress<(long, long)>(),
            default
        );
        decisions.Differences.Should().BeEmpty("every decision comes out of what it names");
        decisions.Reproduced.Should().BeGreaterThan(Sites, "most can still be checked");
    }

    private async Task Live(int seed)
    {
        var (random, people, site) = (new Random(seed), new People(), await engine.NewSite());
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "b1");
        var server = (await site.AsServer()).WriteKey;
        var happened = new List<string>();
        for (var step = 1; step <= Steps; step++)
        {
            happened.Add(await Step(random, people, site, server, step));
            if (seed % 10 == 0 && step == Steps / 2)
            {
                happened.Add("rebuild");
                await Rebuild();
            }

            if (step % Between == 0)
            {
                await CompareDecisions(people, site, $"seed {seed}: {string.Join("; ", happened)}");
                await Compare(people, site, $"seed {seed}: {string.Join("; ", happened)}");
            }
        }
    }

    /// <remarks>One at a time is the engine's rule.</remarks>
    private async Task Rebuild()
    {
        await _rebuilding.WaitAsync();
        try
        {
            await new JourneyRebuild(engine.Database, new RulesTable(), Engine.Measures, TimeProvider.System).Run(
                2,
                new Progress<(long, long)>(),
                default
            );
        }
        finally
        {
            _rebuilding.Release();
        }
    }

    private static async Task<string> Step(Random random, People people, Site site, string server, int step)
    {
        T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
        var (device, user) = (One(Devices), One(Users));
        var at = Calls.Noon.AddMinutes((20 * step) + random.Next(300));
        if (people.Erased.Contains(device) || people.Erased.Contains(user))
            return "nothing";
        switch (random.Next(20))
        {
            case < 7:
                var page = One(Pages);
                people.Came(device, at, page);
                await Sent(site, server, Calls.Page(device, page, at));
                return $"{device} {page} {at:HH:mm}";
            case < 12:
                var vouched = random.Next(3) > 0;
                people.Linked(device, user, vouched);
                await Sent(site, vouched ? server : site.WriteKey, Identify(device, user));
                return $"{device} is {user}, {(vouched ? "vouched" : "claimed")}";
            case < 15:
                var granted = random.Next(3) > 0;
                var choice = Calls.Page(device, "home", at);
                choice["context"] = new JsonObject
                {
                    ["consent"] = new JsonObject
                    {
                        ["categoryPreferences"] = new JsonObject { ["personalize"] = granted },
                    },
                };
                people.Came(device, at, "home");
                people.Chose(device, at, granted);
                await Sent(site, server, choice);
                return $"{device} {(granted ? "agrees" : "refuses")} {at:HH:mm}";
            case < 16:
                var acting = random.Next(4) > 0 ? user : device;
                var alone = Calls.Page(acting, "files", at);
                alone.Remove("anonymousId");
                alone["userId"] = acting;
                people.CameAsUser(acting, at, "files");
                await Sent(site, server, alone);
                return $"{acting} as a user {at:HH:mm}";
            case < 17:
                if (people.Links.ToList() is not { Count: > 0 } links)
                    return "nothing";
                var (linked, under) = One(links);
                people.Unlinked(linked, under);
                var taken = await site.Send(
                    HttpMethod.Delete,
                    $"/v1/visitors/{linked}/links/{under}",
                    site.AdminKey,
                    null
                );
                taken.IsSuccessStatusCode.Should().BeTrue(await taken.Content.ReadAsStringAsync());
                return $"{linked} is not {under}";
            case < 18:
                people.Recognise = One<string>(["off", "vouched", "claimed"]);
                await site.Put("/v1/settings", new { recognise = people.Recognise });
                return $"recognise {people.Recognise}";
            case < 19:
                var other = One(Users);
                if (other == user || people.Erased.Contains(other))
                    return "nothing";
                var isLoop = people.IsSaidToBe(other, user);
                if (!isLoop)
                    people.IsSame(user, other);
                await Sent(
                    site,
                    server,
                    new JsonObject
                    {
                        ["type"] = "alias",
                        ["messageId"] = Guid.NewGuid().ToString(),
                        ["previousId"] = user,
                        ["userId"] = other,
                    },
                    isLoop ? "refused" : "accepted"
                );
                return $"{user} is {other}{(isLoop ? ", refused" : "")}";
            default:
                var id = random.Next(2) == 0 ? device : user;
                var scope = await Erase(site, id, dryRun: true);
                var gone = scope["erased"]!.AsArray().Select(it => (string)it!["visitor"]!).ToList();
                await Erase(site, id, dryRun: false);
                gone.ForEach(people.Erase);
                return $"erased {string.Join(", ", gone)}";
        }
    }

    private static async Task<JsonObject> Erase(Site site, string id, bool dryRun)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/v1/privacy/erase",
            site.AdminKey,
            JsonContent.Create(new { visitor = id, dryRun })
        );
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task Compare(People people, Site site, string because)
    {
        var live = await site.Get("/v1/reports/conversion-by-visit?funnel=weblog&wait=true");
        Rows(live).Should().Equal(people.ConversionByVisit("files"), "{0}", because);
        var then = await site.Get("/v1/reports/conversion-by-visit?funnel=weblog&at=2030-01-01T00:00:00Z");
        Rows(then).Should().Equal(Rows(live), "time travel to a moment when nothing is to come, {0}", because);
        var walked = await site.Get("/v1/reports/funnel?funnel=weblog&wait=true");
        ((int)walked["rows"]![0]!["visitors"]!).Should().Be(people.Visitors().Count, "{0}", because);
    }

    private static async Task CompareDecisions(People people, Site site, string because)
    {
        foreach (var device in people.Pseudonyms.Where(Devices.Contains).ToList())
        {
            var answer = await site.Send(
                HttpMethod.Post,
                "/ofrep/v1/evaluate/flags/hero",
                site.WriteKey,
                JsonContent.Create(new { context = new { targetingKey = device } })
            );
            answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
            var decision = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
            var visit = (string?)decision["metadata"]!["decisionId"] is null
                ? null
                : (int?)decision["metadata"]!["visitNumber"];
            visit.Should().Be(people.VisitDecidedIn(device), "{0} is asked for after {1}", device, because);
        }
    }

    private static List<(int Reached, int AtRisk, int Converted)> Rows(JsonObject report) =>
        [.. report["rows"]!.AsArray().Select(it => ((int)it!["reached"]!, (int)it["atRisk"]!, (int)it["converted"]!))];

    private static async Task Sent(Site site, string key, JsonObject call, string status = "accepted")
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/v1/batch",
            key,
            JsonContent.Create(new JsonObject { ["batch"] = new JsonArray(call) })
        );
        (await Site.Receipts(answer)).Should().BeEquivalentTo(new Dictionary<string, int> { [status] = 1 });
    }

    private static JsonObject Identify(string device, string user) =>
        new()
        {
            ["type"] = "identify",
            ["messageId"] = Guid.NewGuid().ToString(),
            ["anonymousId"] = device,
            ["userId"] = user,
        };
}
