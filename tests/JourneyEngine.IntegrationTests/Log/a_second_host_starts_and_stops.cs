using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Log;

/// <summary>A host that is alone answers from memory; what another one takes in must count all the same.</summary>
[Collection(HostTests.Name)]
public class a_second_host_starts_and_stops(EngineFixture engine)
{
    [Fact]
    public async Task while_items_of_either_host_count_on_the_other_at_once()
    {
        var here = await WeblogSite();
        var visitors = Enumerable.Range(0, 8).Select(i => new Wanderer($"v{i}", 300 + i)).ToArray();
        await Task.WhenAll(visitors.Select(it => Rounds(it, 5, (here, here))));

        await using (var other = await engine.Another())
        {
            var there = here with { Address = other.Address };
            await Task.WhenAll(visitors.Select(it => Rounds(it, 12, (there, here), (here, there))));
            for (var version = 2; version <= 5; version++)
            {
                var (changed, asked) = version % 2 == 0 ? (there, here) : (here, there);
                await changed.PutHero("rules", $"content {version}");
                (await asked.Hero("v0")).Variant.Should().Be($"content {version}");
            }
        }

        await Task.WhenAll(visitors.Select(it => Rounds(it, 5, (here, here))));
        // Long enough for this host to know that it is alone again.
        await Task.Delay(TimeSpan.FromSeconds(1));
        await Task.WhenAll(visitors.Select(it => Rounds(it, 10, (here, here))));
    }

    [Fact]
    public async Task by_being_killed_three_times_while_items_still_count_at_once()
    {
        var (here, visitor, folder) = (await WeblogSite(), new Wanderer("v", 400), TemporaryFolder.New());
        for (var times = 0; times < 3; times++)
        {
            await using var other = await engine.Another(folder);
            var there = here with { Address = other.Address };
            await Rounds(visitor, 6, (there, here), (here, there));
            await other.Kill();
            await Rounds(visitor, 6, (here, here));
            await Task.Delay(TimeSpan.FromSeconds(1));
            await Rounds(visitor, 6, (here, here));
        }
    }

    private static async Task Rounds(Wanderer visitor, int rounds, params (Site Told, Site Asked)[] hosts)
    {
        for (var round = 0; round < rounds; round++)
        {
            var (told, asked) = hosts[round % hosts.Length];
            (await Receipt(await told.Batch([visitor.Next()]))).Should().Be("accepted");

            var shown = await asked.Hero(visitor.Name);
            (shown.VisitNumber, shown.Stage)
                .Should()
                .Be((visitor.Visits, visitor.Stage), "that is {0} in round {1}", visitor.Name, round);
        }
    }

    private static async Task<string> Receipt(HttpResponseMessage answer)
    {
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["receipts"]![0]!["status"]!;
    }

    private async Task<Site> WeblogSite()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero(contents: ["a"]);
        return site;
    }
}
