using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;

namespace JourneyEngine.IntegrationTests.Log;

[Collection(HostTests.Name)]
public class two_hosts_share_a_database(EngineFixture engine)
{
    [Fact]
    public async Task to_which_every_message_is_sent_repeatedly_and_stored_once()
    {
        await using var other = await engine.Another();
        var site = await engine.NewSite();
        var there = site with { Address = other.Address };
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        var random = new Random(3);
        var calls = Enumerable
            .Range(0, 1_500)
            .Select(i =>
                Calls.Page($"v{i % 200}", random.Next(4) == 0 ? "files" : "home", Calls.Noon.AddHours(random.Next(200)))
            )
            .ToArray();

        var receipts = await Task.WhenAll(
            Send(site, calls, 1),
            Send(there, calls, 2),
            Send(site, calls, 3),
            Send(there, calls, 4)
        );

        var statuses = receipts.SelectMany(it => it).ToList();
        statuses.Count(it => it.Status == "accepted").Should().Be(1_500);
        statuses.Count(it => it.Status == "duplicate").Should().Be(4_500);
        statuses.Where(it => it.Status == "accepted").Select(it => it.Id).Should().OnlyHaveUniqueItems();

        var (here, away) = (
            await site.Get("/v1/reports/conversion-by-visit?wait=true"),
            await there.Get("/v1/reports/conversion-by-visit?wait=true")
        );
        here["rows"]!.ToJsonString().Should().Be(away["rows"]!.ToJsonString());
        ((int)here["rows"]![0]!["reached"]!).Should().Be(200);
        (
            await new JourneyReplay(engine.Database, new RulesTable(), Engine.Measures).Compare(
                new Progress<(long, long)>(),
                default
            )
        )
            .Differences.Should()
            .BeEmpty();
    }

    [Fact]
    public async Task where_a_key_revoked_on_one_soon_opens_nothing_on_the_other()
    {
        await using var other = await engine.Another();
        var site = await engine.NewSite();
        var made = await site.Put("/v1/keys/reader", new JsonObject { ["scope"] = "read" });
        var there = site with { Address = other.Address, ReadKey = (string)made["key"]! };
        (await there.Ask("/v1/funnels")).StatusCode.Should().Be(HttpStatusCode.OK);

        using var revoked = await site.Send(HttpMethod.Delete, "/v1/keys/reader", site.AdminKey, null);

        revoked.StatusCode.Should().Be(HttpStatusCode.NoContent);
        var asked = Stopwatch.StartNew();
        await Eventually.Sees(
            async () => (await there.Ask("/v1/funnels")).StatusCode,
            it => it == HttpStatusCode.Unauthorized
        );
        asked.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5), "what is remembered without another host lasts ten");
    }

    private static async Task<List<(string Id, string Status)>> Send(Site site, JsonObject[] calls, int seed)
    {
        var shuffled = calls.ToArray();
        new Random(seed).Shuffle(shuffled);
        var receipts = new List<(string, string)>();
        foreach (var batch in shuffled.Chunk(40))
        {
            var answer = await site.Batch(batch);
            answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
            receipts.AddRange(
                (await answer.Content.ReadFromJsonAsync<JsonObject>())!["receipts"]!
                    .AsArray()
                    .Select(it => ((string)it!["messageId"]!, (string)it["status"]!))
            );
        }

        return receipts;
    }
}
