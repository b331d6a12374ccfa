using System.Net;
using JourneyEngine.Http.Limits;
using JourneyEngine.Sites;

namespace JourneyEngine.IntegrationTests.Limits;

[Collection(HostTests.Name)]
public sealed class a_network_address_sends_more_than_it_may(EngineFixture engine) : IAsyncLifetime
{
    private const int AtOnce = 10;
    private LimitedHost _host = null!;
    private Site _site = null!;

    public async Task InitializeAsync()
    {
        _host = await LimitedHost.Start(engine, new LimitSettings { Address = 1, Wrong = 5 });
        _site = await _host.NewSite();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task from_anywhere_in_its_64_and_is_served_again_after_Retry_After()
    {
        var refused = await Exhausted("2001:db8:1:1::1");

        var wait = await refused.RefusedBy("address");
        await (await Sends("2001:db8:1:1:ffff::2")).RefusedBy("address");
        (await Sends("2001:db8:1:2::1")).StatusCode.Should().Be(HttpStatusCode.OK, "it is another /64");
        await Task.Delay(wait);
        (await Sends("2001:db8:1:1::1")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await _host.Refused("address")).Should().Be(2);
    }

    [Fact]
    public async Task over_ipv4_and_over_its_form_in_ipv6_alike()
    {
        await Exhausted("203.0.113.7");

        await (await Sends("::ffff:203.0.113.7")).RefusedBy("address");
        (await Sends("203.0.113.8")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task with_a_page_s_key_while_its_server_and_its_monitor_are_served()
    {
        await Exhausted("203.0.113.9");

        var vouching = await new SiteKeys(engine.Database, TimeProvider.System).Issue(
            _site.Name,
            KeyScope.Write,
            default,
            vouches: true
        );
        var client = _host.Client("203.0.113.9");
        (await client.Collect(vouching, "v")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);
        await (await client.GetAsync("/privacy")).RefusedBy("address");
    }

    [Fact]
    public async Task while_it_says_that_it_only_forwards()
    {
        await Exhausted("203.0.113.12");

        var client = _host.Client("203.0.113.12");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.13");
        await (await client.Collect(_site.WriteKey, "v")).RefusedBy("address");
    }

    /// <remarks>Five a minute, so that one is free again after twelve seconds.</remarks>
    [Fact]
    public async Task of_links_that_open_nothing()
    {
        var guessing = _host.Client("203.0.113.10");
        for (var tries = 0; tries < 5; tries++)
            (await guessing.GetAsync($"/privacy?link=guess{tries}")).StatusCode.Should().Be(HttpStatusCode.NotFound);

        var wait = await (await guessing.GetAsync("/privacy?link=guess5")).RefusedBy("wrong-tokens");

        wait.Should().BeGreaterThan(TimeSpan.FromSeconds(1)).And.BeLessThanOrEqualTo(TimeSpan.FromSeconds(12));
        (await _host.Client("203.0.113.11").GetAsync("/privacy?link=guess6"))
            .StatusCode.Should()
            .Be(HttpStatusCode.NotFound);
        (await guessing.Collect(_site.WriteKey, "v")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await _host.Refused("wrong-tokens")).Should().Be(1);
    }

    private Task<HttpResponseMessage> Sends(string from) => _host.Client(from).Collect(_site.WriteKey, "v");

    /// <returns>The first that was refused.</returns>
    private async Task<HttpResponseMessage> Exhausted(string from)
    {
        for (var sent = 0; ; sent++)
        {
            var answer = await Sends(from);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                sent.Should().BeGreaterThanOrEqualTo(AtOnce, "ten seconds' worth may come at once");
                return answer;
            }
        }
    }
}
