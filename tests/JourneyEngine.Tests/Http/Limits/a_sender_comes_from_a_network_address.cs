using System.Net;
using JourneyEngine.Http.Limits;

namespace JourneyEngine.Tests.Http.Limits;

public class a_sender_comes_from_a_network_address
{
    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff")]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    public void that_counts_as_the_same(string one, string other) => Of(one).Should().Be(Of(other));

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1")]
    [InlineData("192.0.2.1", "192.0.2.2")]
    [InlineData("192.0.2.1", "::c000:201")]
    [InlineData("::1", "127.0.0.1")]
    [InlineData("0.0.0.1", "::1")]
    public void that_counts_as_another(string one, string other) => Of(one).Should().NotBe(Of(other));

    [Fact]
    public void that_is_not_known() => NetworkAddress.Of(null).Should().Be(0);

    private static ulong Of(string address) => NetworkAddress.Of(IPAddress.Parse(address));
}
