using JourneyEngine.Host;

namespace JourneyEngine.Tests.Settings;

public sealed class a_setting_is_right
{
    private static readonly string Base64 = Convert.ToBase64String(new byte[32]);

    [Theory]
    [InlineData("http://*:5080")]
    [InlineData("http://+:80;https://[::]:443")]
    [InlineData("http://0.0.0.0:5080;https://localhost:5443")]
    [InlineData("http://127.0.0.1:5080/")]
    public void where_the_host_listens(string url) => Read(("JOURNEY_URL", url)).Host.Url.Should().Be(url);

    [Fact]
    public void in_the_type_that_is_worked_with()
    {
        var read = Read(
            ("JOURNEY_SECRET", Base64 + "\n"),
            ("JOURNEY_SITE", "shop-2"),
            ("JOURNEY_OUTBOUND_LOOPBACK", "True"),
            ("JOURNEY_OUTBOUND_PAUSES", "0.5,60"),
            ("JOURNEY_MAIL_FROM", "Shop <shop@example.org>"),
            ("JOURNEY_PUBLIC_URL", "https://journeys.example.org"),
            ("JOURNEY_REQUESTS_WAIT", "0.25"),
            ("JOURNEY_LOG", "json"),
            ("JOURNEY_PROXIES", "10.0.0.7, 192.168.0.0/16,::1"),
            ("JOURNEY_HOSTS", "journeys.example.org, *.shop.example"),
            ("JOURNEY_DASHBOARD_REFRESH", "86400"),
            ("JOURNEY_METRICS_KEY", "0123456789abcdef")
        );

        read.Host.Secret.Should().Be(Base64 + "\n");
        read.Host.Site.Should().Be("shop-2");
        read.Outbound.AllowsLoopback.Should().BeTrue();
        read.Outbound.Pauses.Should().Equal(TimeSpan.FromSeconds(0.5), TimeSpan.FromMinutes(1));
        read.Outbound.From.Should().Be("Shop <shop@example.org>");
        read.Outbound.PublicUrl.Should().Be(new Uri("https://journeys.example.org"));
        read.Requests.Wait.Should().Be(TimeSpan.FromMilliseconds(250));
        read.Dashboard.RefreshSeconds.Should().Be(86_400);
        read.Proxies.Networks().Select(it => it.ToString()).Should().Equal("10.0.0.7/32", "192.168.0.0/16", "::1/128");
        read.Proxies.HostNames().Should().Equal("journeys.example.org", "*.shop.example");
        read.Log.Format.Should().Be("json");
        read.Metrics.Key.Should().Be("0123456789abcdef");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void as_it_is_in_the_table_while_none_is_given(string? nothing)
    {
        var read = Read([.. SettingsTable.Names().Select(it => (it, nothing))]);

        read.Should().BeEquivalentTo(Read());
        read.Host.Url.Should().Be("http://127.0.0.1:5080");
        read.Host.DataFolder.Should().Be(Path.GetFullPath(".journey"));
        read.Host.Database.Should().BeNull();
        read.Host.Ledger.Place.Should().Be(Path.GetFullPath(".journey/erasures.ledger"));
        read.Vault.KeyStoreFile.Should().Be(Path.GetFullPath(".journey/vault/keys.db"));
        read.Vault.KeysFile.Should().Be(Path.GetFullPath(".journey/vault.keys"));
        read.Outbound.Folder.Should().Be(Path.GetFullPath(".journey/outbox"));
        read.Outbound.Pauses.Select(it => it.TotalMinutes).Should().Equal(1, 10, 60, 360);
        read.Requests.Wait.Should().Be(TimeSpan.FromHours(1));
    }

    [Fact]
    public void on_the_command_line_too() =>
        HostConfiguration
            .Read(new(JourneyHost.Builder(["--JOURNEY_SITE=shop", "--journey_requests_wait", "7"]).Configuration))
            .Should()
            .BeEquivalentTo(new { Host = new { Site = "shop" }, Requests = new { WaitSeconds = 7 } });

    private static HostConfiguration Read(params (string, string?)[] settings)
    {
        var reader = Given.Only(settings);
        var read = HostConfiguration.Read(reader);
        reader.Require();
        return read;
    }
}
