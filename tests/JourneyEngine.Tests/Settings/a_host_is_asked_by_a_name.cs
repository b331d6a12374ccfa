using JourneyEngine.Host.Proxies;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Tests.Settings;

public sealed class a_host_is_asked_by_a_name
{
    private static readonly Uri Public = new("https://journeys.example.org");

    [Theory]
    [InlineData("127.0.0.1:5080")]
    [InlineData("10.2.3.4")]
    [InlineData("[::1]:5080")]
    [InlineData("localhost:5080")]
    [InlineData("shop.localhost")]
    [InlineData("Journeys.Example.org")]
    [InlineData("inside")]
    [InlineData("a.b.example.net")]
    [InlineData("")]
    public void that_is_its_own(string host) => IsAllowed(host).Should().BeTrue();

    [Theory]
    [InlineData("evil.example")]
    [InlineData("journeys.example.org.evil.example")]
    [InlineData("evil-journeys.example.org")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("notlocalhost")]
    [InlineData("example.net")]
    [InlineData("badexample.net")]
    [InlineData("inside.evil")]
    public void that_somebody_else_made_to_mean_its_address(string host) => IsAllowed(host).Should().BeFalse();

    private static bool IsAllowed(string host) =>
        HostNames.Allow(
            new HostString(host),
            new ProxySettings { Hosts = "inside, *.example.net" }.HostNames(),
            Public
        );
}
