using JourneyEngine.IntegrationTests.Replay;

namespace JourneyEngine.IntegrationTests.Erasure;

[Collection(PrivacyTests.Name)]
public class a_visitor_is_erased_during_a_rebuild(EngineFixture engine)
{
    [Fact]
    public async Task without_reappearing_in_the_rebuilt_journeys()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        var gone = "gone-" + Guid.NewGuid().ToString("N")[..10];
        await site.Accepted(
            Calls.Page(gone, "files", Calls.Noon),
            Calls.Page(gone, "blog", Calls.Noon.AddHours(2)),
            Calls.Page("kept", "blog", Calls.Noon)
        );
        await site.Get("/v1/reports/returns?wait=true");

        await engine.Rebuild(shares: 2, inTheMiddle: () => site.Erase(gone));

        var returns = await site.Get("/v1/reports/returns?wait=true");
        ((long)returns["visitors"]!, (long)returns["visits"]!).Should().Be((1, 1));
        (await Scan.Tables(engine.Database, gone)).Should().BeEmpty();
        (await engine.Differences()).Should().BeEmpty();
    }
}
