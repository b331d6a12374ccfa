using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Replay;

[Collection(RebuildTests.Name)]
public class visitors_act_during_a_rebuild(EngineFixture engine)
{
    /// <summary>All of it falls between the moment that is folded and the moment that the fresh tables take their
    /// place.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task without_losing_what_arrives_before_the_tables_are_exchanged(int shares)
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/f", Funnel("blog"));
        await site.PutHeroOf("f");
        await site.Accepted([.. Visitors(0, 20).Select(it => Calls.Page(it, "home", Calls.Noon))]);
        await site.Accepted([.. Visitors(0, 5).Select(it => Calls.Page(it, "blog", Calls.Noon))]);
        await Figures(site, reached: 20, converted: 5);

        await engine.Rebuild(
            shares,
            async () =>
            {
                await site.Accepted([.. Visitors(10, 30).Select(it => Calls.Page(it, "files", Calls.Noon.AddDays(1)))]);
                await Figures(site, reached: 30, converted: 5);
                await site.Put("/v1/funnels/f", Funnel("files"));
                await Figures(site, reached: 30, converted: 20);
                await site.Put("/v1/funnels/g", Funnel("home"));
                await site.Accepted(Calls.Page("v0", "files", Calls.Noon.AddDays(1)));
                (await site.Hero("v0")).Stage.Should().Be("files");
                await Figures(site, reached: 30, converted: 21);
            }
        );

        (await site.Hero("v0")).Should().Match<Shown>(it => it.Stage == "files" && it.VisitNumber == 2);
        await site.Accepted(Calls.Page("v1", "files", Calls.Noon.AddDays(1)));
        await Figures(site, reached: 30, converted: 22);
        (await engine.Differences()).Should().BeEmpty();
        (await engine.Column($"select revision::text from journey.rules where site = '{site.Name}' and not settled"))
            .Should()
            .BeEmpty();
    }

    /// <remarks>The rebuild does not go on before they are answered.</remarks>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task to_take_back_what_they_did_and_who_they_are_without_waiting_for_it(int shares)
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/f", Funnel("blog"));
        await site.Put("/v1/settings", new { recognise = "vouched" });
        await site.Accepted([
            .. Visitors(0, 20).Select(it => Calls.Page(it, "home", Calls.Noon)),
            .. Visitors(0, 10).Select(it => Calls.Page(it, "blog", Calls.Noon.AddDays(1))),
            Calls.Page("desk", "blog", Calls.Noon),
        ]);
        var agreed = Calls.Page("phone", "home", Calls.Noon);
        agreed["context"] = new JsonObject { ["consent"] = new JsonObject { ["personalize"] = true } };
        await (await site.AsServer()).Accepted(agreed, Linked("phone"), Linked("desk"));
        await Figures(site, reached: 21, converted: 11);

        await engine.Rebuild(
            shares,
            async () =>
            {
                await Forget(site, "v0", visit: 2);
                await Forget(site, "v15", visit: 1);
                var unlinked = await site.Send(HttpMethod.Delete, "/v1/visitors/desk/links/dana", site.AdminKey, null);
                unlinked.IsSuccessStatusCode.Should().BeTrue(await unlinked.Content.ReadAsStringAsync());
                await site.Accepted(Calls.Page("v0", "files", Calls.Noon.AddDays(2)));
                await Figures(site, reached: 21, converted: 10);
            }
        );

        await Figures(site, reached: 21, converted: 10);
        (await engine.Differences()).Should().BeEmpty();
    }

    [Fact]
    public async Task continuously_without_losing_a_visitor()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/f", Funnel("blog"));
        using var over = new CancellationTokenSource();
        var clients = Enumerable
            .Range(0, 3)
            .Select(client =>
                Task.Run(async () =>
                {
                    var told = 0;
                    for (; !over.IsCancellationRequested; told++)
                        await site.Accepted([
                            .. Enumerable
                                .Range(0, 5)
                                .Select(i => Calls.Page($"v{client}-{told}-{i}", "home", Calls.Noon)),
                        ]);
                    return told * 5;
                })
            )
            .ToArray();
        for (var times = 0; times < 4; times++)
        {
            await engine.Rebuild(2);
            await site.Put("/v1/funnels/f", Funnel($"goal {times}"));
            await site.Get("/v1/reports/returns?wait=true");
            (await engine.Differences()).Should().BeEmpty();
        }

        await over.CancelAsync();
        await Figures(site, reached: (await Task.WhenAll(clients)).Sum(), converted: 0);
        (await engine.Differences()).Should().BeEmpty();
    }

    private static JsonObject Linked(string device) =>
        new()
        {
            ["type"] = "identify",
            ["messageId"] = Guid.NewGuid().ToString(),
            ["anonymousId"] = device,
            ["userId"] = "dana",
        };

    private static async Task Forget(Site site, string visitor, int visit)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/v1/privacy/forget-visit",
            site.AdminKey,
            JsonContent.Create(new { visitor, visit })
        );
        ((int)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["forgotten"]!).Should().BePositive();
    }

    private static IEnumerable<string> Visitors(int from, int to) =>
        Enumerable.Range(from, to - from).Select(i => $"v{i}");

    private static async Task Figures(Site site, int reached, int converted)
    {
        var pooled = (await site.Get("/v1/reports/conversion-by-visit?funnel=f&wait=true"))["pooled"]!;
        ((int)pooled["visitors"]!, (int)pooled["converted"]!).Should().Be((reached, converted));
    }

    private static object Funnel(string goal) =>
        new
        {
            stages = new[] { "any", goal }
                .Select(
                    (it, i) =>
                        new
                        {
                            name = it,
                            when = new[]
                            {
                                i == 0
                                    ? new { kind = "page", name = (string?)null }
                                    : new { kind = "page", name = (string?)it },
                            },
                        }
                )
                .ToArray(),
        };
}
