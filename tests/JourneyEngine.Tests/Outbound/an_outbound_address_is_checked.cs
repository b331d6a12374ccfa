using System.Net;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.Tests.Outbound;

public sealed class an_outbound_address_is_checked
{
    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946", true)]
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("192.31.196.1", false)]
    [InlineData("192.52.193.1", false)]
    [InlineData("192.175.48.1", false)]
    [InlineData("2620:4f:8000::1", false)]
    [InlineData("3fff::1", false)]
    [InlineData("5f00::1", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::7f00:1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b:1::a00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:a00:1::", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("100::1", false)]
    public void as_an_ip_address_which_must_be_public(string address, bool isPublic) =>
        Addresses.IsPublic(IPAddress.Parse(address)).Should().Be(isPublic);

    [Theory]
    [InlineData("https://hooks.example.org/path?a=b", false, true)]
    [InlineData("http://hooks.example.org/", false, false)]
    [InlineData("ftp://hooks.example.org/", false, false)]
    [InlineData("file:///etc/passwd", false, false)]
    [InlineData("https://user:secret@hooks.example.org/", false, false)]
    [InlineData("https://127.0.0.1/", false, false)]
    [InlineData("https://0x7f000001/", false, false)]
    [InlineData("https://2130706433/", false, false)]
    [InlineData("https://[::ffff:10.0.0.1]/", false, false)]
    [InlineData("https://169.254.169.254/latest/meta-data", true, false)]
    [InlineData("http://127.0.0.1:8080/", true, true)]
    [InlineData("http://localhost:8080/", true, true)]
    [InlineData("http://10.0.0.1/", true, false)]
    public void as_a_url_which_must_be_public_https_or_allowed_loopback(
        string address,
        bool allowsLoopback,
        bool good
    ) => (GuardedHttp.Wrong(new Uri(address), allowsLoopback) is null).Should().Be(good);
}
