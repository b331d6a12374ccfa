using System.Net;
using JourneyEngine.Http.Limits;
using JourneyEngine.Sites;

namespace JourneyEngine.IntegrationTests.Limits;

[Collection(HostTests.Name)]
public sealed class a_key_or_a_site_sends_more_than_it_may(EngineFixture engine)
{
    /// <summary>Ten seconds' worth may come at once.</summary>
    private const int AtOnce = 10;

    [Fact]
    public async Task with_one_key_while_another_of_the_site_is_served()
    {
        await using var host = await LimitedHost.Start(engine, new LimitSettings { Key = 1 });
        var site = await host.NewSite();
        var other = await Another(site);

        var refused = await Exhausted(host, site.WriteKey);

        await refused.RefusedBy("key");
        (await Sends(host, other, 0)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.Refused("key")).Should().Be(1);
    }

    [Fact]
    public async Task with_all_keys_of_a_site_while_another_site_is_served()
    {
        await using var host = await LimitedHost.Start(engine, new LimitSettings { Site = 1 });
        var (site, neighbour) = (await host.NewSite(), await host.NewSite());
        var other = await Another(site);

        await (await Exhausted(host, site.WriteKey)).RefusedBy("site");

        await (await Sends(host, other, 0)).RefusedBy("site");
        (await Sends(host, neighbour.WriteKey, 0)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.Refused("site")).Should().Be(2);
    }

    private Task<string> Another(Site site) =>
        new SiteKeys(engine.Database, TimeProvider.System).Issue(site.Name, KeyScope.Write, default, "another");

    /// <summary>Each time from another network address.</summary>
    private static Task<HttpResponseMessage> Sends(LimitedHost host, string key, int number) =>
        host.Client($"203.0.113.{100 + (number % 100)}").Collect(key, "v");

    /// <returns>The first that was refused.</returns>
    private static async Task<HttpResponseMessage> Exhausted(LimitedHost host, string key)
    {
        for (var sent = 0; sent < 10 * AtOnce; sent++)
        {
            var answer = await Sends(host, key, sent);
            if (answer.StatusCode == HttpStatusCode.OK)
                continue;
            sent.Should().BeGreaterThanOrEqualTo(AtOnce / 2);
            return answer;
        }

        throw new InvalidOperationException("Nothing was refused.");
    }
}
