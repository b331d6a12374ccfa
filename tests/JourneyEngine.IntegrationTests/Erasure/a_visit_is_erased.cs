using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Replay;

namespace JourneyEngine.IntegrationTests.Erasure;

[Collection(PrivacyTests.Name)]
public class a_visit_is_erased(EngineFixture engine)
{
    private const string Dana = "dana";

    [Fact]
    public async Task with_reports_as_if_it_had_never_happened()
    {
        var site = await ThreeVisits();

        (await Forget(site, 2)).Should().Be(2);

        var dana = await site.Get($"/v1/visitors/{Dana}");
        ((int)dana["visits"]!, (string)dana["stage"]!).Should().Be((2, "Reader"));
        var returns = await site.Get("/v1/reports/returns?wait=true");
        ((long)returns["visitors"]!, (long)returns["visits"]!).Should().Be((1, 2));
        ((long)(await site.Get("/v1/reports/conversion-by-visit?wait=true"))["pooled"]!["converted"]!).Should().Be(0);
        (await engine.Differences()).Should().BeEmpty();
    }

    [Fact]
    public async Task before_the_visitor_returns_and_the_journey_continues_without_it()
    {
        var site = await ThreeVisits();
        await Forget(site, 2);

        await site.Accepted(Calls.Page(Dana, "blog", Calls.Noon.AddHours(30)));

        ((long)(await site.Get("/v1/reports/returns?wait=true"))["visits"]!).Should().Be(3);
        ((int)(await site.Get($"/v1/visitors/{Dana}"))["visits"]!).Should().Be(3);
        (await engine.Differences()).Should().BeEmpty();
    }

    [Fact]
    public async Task without_a_retried_message_bringing_it_back()
    {
        var site = await engine.NewSite();
        var secret = Calls.Page(Dana, "secret-" + Guid.NewGuid().ToString("N")[..8], Calls.Noon);
        await site.Accepted(secret, Calls.Page(Dana, "blog", Calls.Noon.AddHours(5)));
        await Forget(site, 1);

        (await Site.Receipts(await site.Batch([secret]))).Should().ContainKey("duplicate");

        (await Scan.Tables(engine.Database, (string)secret["name"]!)).Should().BeEmpty();
        ((int)(await site.Get($"/v1/visitors/{Dana}"))["visits"]!).Should().Be(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(-1)]
    public async Task by_a_number_that_does_not_exist_and_nothing_changes(int visit)
    {
        var site = await ThreeVisits();

        (await Forget(site, visit)).Should().Be(0);

        ((int)(await site.Get($"/v1/visitors/{Dana}"))["visits"]!).Should().Be(3);
    }

    private async Task<Site> ThreeVisits()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Accepted(
            Calls.Page(Dana, "blog", Calls.Noon),
            Calls.Page(Dana, "files", Calls.Noon.AddHours(5)),
            Calls.Track(Dana, "scrolled", Calls.Noon.AddHours(5).AddMinutes(1)),
            Calls.Page(Dana, "blog", Calls.Noon.AddHours(10))
        );
        await site.Get("/v1/reports/returns?wait=true");
        return site;
    }

    private static async Task<int> Forget(Site site, int visit)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/v1/privacy/forget-visit",
            site.AdminKey,
            JsonContent.Create(new { visitor = Dana, visit })
        );
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (int)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["forgotten"]!;
    }
}
