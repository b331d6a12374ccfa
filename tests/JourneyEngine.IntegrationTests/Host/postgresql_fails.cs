using System.Net;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>The embedded PostgreSQL dies while the host serves.</summary>
public sealed class postgresql_fails(OwnPostgres own) : IClassFixture<OwnPostgres>
{
    [Fact]
    public async Task by_dying_and_is_started_again_with_everything_that_was_acknowledged()
    {
        await own.Site.Accepted(Calls.Page("before", "home", Calls.Noon));
        var died = own.Process;
        await Embedded.Signal(died, "-KILL");

        await Eventually.Sees(Ready, it => it.StatusCode == HttpStatusCode.OK && own.Process != died);

        await own.Site.Accepted(Calls.Page("after", "home", Calls.Noon));
        var stages = await own.Site.Get("/v1/reports/returns?wait=true");
        ((int)stages["visitors"]!).Should().BeGreaterThanOrEqualTo(2);
        own.Host.Output.Should().Contain("PostgreSQL has ended by itself").And.Contain("PostgreSQL runs again");
    }

    private Task<HttpResponseMessage> Ready() => own.Site.Send(HttpMethod.Get, "/health/ready", null, null);
}
