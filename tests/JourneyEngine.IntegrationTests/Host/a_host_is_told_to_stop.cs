using System.Net;

namespace JourneyEngine.IntegrationTests.Host;

[Collection(HostTests.Name)]
public sealed class a_host_is_told_to_stop(EngineFixture engine)
{
    [Fact]
    public async Task that_first_says_it_is_not_ready_and_still_serves()
    {
        var environment = engine.CommonSettings;
        environment["JOURNEY_DRAIN"] = "3";
        await using var host = await HostProcess.Start(
            TemporaryFolder.New(),
            engine.ConnectionString,
            environment: environment
        );
        var site = await engine.NewSite(host.Address);
        await Embedded.Signal(host.Id, "-TERM");

        var ready = await Eventually.Sees(
            () => site.Send(HttpMethod.Get, "/health/ready", null, null),
            it => it.StatusCode == HttpStatusCode.ServiceUnavailable
        );

        (await ready.Content.ReadAsStringAsync()).Should().Contain("about to stop");
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
    }
}
