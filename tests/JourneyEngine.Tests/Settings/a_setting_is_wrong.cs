using JourneyEngine.Host;
using JourneyEngine.Settings;

namespace JourneyEngine.Tests.Settings;

public sealed class a_setting_is_wrong
{
    [Theory]
    [InlineData("JOURNEY_URL", "127.0.0.1:5080")]
    [InlineData("JOURNEY_URL", "http://127.0.0.1:50x80")]
    [InlineData("JOURNEY_URL", "http://127.0.0.1:5080;ftp://127.0.0.1")]
    [InlineData("JOURNEY_SITE", "../shop")]
    [InlineData("JOURNEY_SITE", "Shop")]
    [InlineData("JOURNEY_OUTBOUND_LOOPBACK", "maybe")]
    [InlineData("JOURNEY_OUTBOUND_PAUSES", "60,soon")]
    [InlineData("JOURNEY_OUTBOUND_PAUSES", "0")]
    [InlineData("JOURNEY_MAIL_FROM", "no sender")]
    [InlineData("JOURNEY_PUBLIC_URL", "journeys.example.org")]
    [InlineData("JOURNEY_PUBLIC_URL", "file:///journeys")]
    [InlineData("JOURNEY_PROXIES", "proxy.example.org")]
    [InlineData("JOURNEY_PROXIES", "10.0.0.0/33")]
    [InlineData("JOURNEY_HOSTS", "https://journeys.example.org")]
    [InlineData("JOURNEY_HOSTS", "*")]
    [InlineData("JOURNEY_LOG", "xml")]
    [InlineData("JOURNEY_REQUESTS_WAIT", "an hour")]
    [InlineData("JOURNEY_REQUESTS_WAIT", "-1")]
    [InlineData("JOURNEY_REQUESTS_WAIT", "NaN")]
    [InlineData("JOURNEY_REQUESTS_CERTIFICATE", "/dev/null/certificate.pem")]
    [InlineData("JOURNEY_DASHBOARD_REFRESH", "0.5")]
    [InlineData("JOURNEY_DASHBOARD_API", "here")]
    [InlineData("JOURNEY_OIDC_AUTHORITY", "login.example.org")]
    public void in_a_sentence_that_names_it_its_value_and_what_is_right(string name, string value) =>
        Refused((name, value)).Should().Be($"{name} is '{value}': it takes {Takes(name)}.");

    [Theory]
    [InlineData("JOURNEY_DB", "postgres://journey:hush-hush@db/journey")]
    [InlineData("JOURNEY_DB", "Hots=db;Password=hush-hush")]
    [InlineData("JOURNEY_DB", "Database=journey;Password=hush-hush")]
    [InlineData("JOURNEY_ERASURES", "/dev/null/erasures")]
    [InlineData("JOURNEY_ERASURES", "/")]
    [InlineData("JOURNEY_ERASURES", "Hots=db;Password=hush-hush")]
    [InlineData("JOURNEY_ERASURES", "postgres://erasures:hush-hush@db/erasures")]
    [InlineData("JOURNEY_SECRET", "hush-hush")]
    [InlineData("JOURNEY_METRICS_KEY", "hush-hush")]
    public void without_showing_the_value_of_a_secret(string name, string value) =>
        Refused((name, value)).Should().Be($"{name} is not right: it takes {Takes(name)}.");

    [Fact]
    public void beside_others_that_are_each_told_in_a_line() =>
        Refused(("JOURNEY_SITE", "Shop"), ("JOURNEY_REQUESTS_WAIT", "soon"))
            .Split(Environment.NewLine)
            .Select(it => it.Split(' ')[0])
            .Should()
            .Equal("JOURNEY_SITE", "JOURNEY_REQUESTS_WAIT");

    [Fact]
    public void if_a_provider_is_named_without_a_client_id() =>
        Refused(("JOURNEY_OIDC_AUTHORITY", "https://login.example.org"))
            .Should()
            .StartWith("JOURNEY_OIDC_CLIENT_ID is missing");

    [Theory]
    [InlineData("JOURNEY_VAULT_DB", "no connection")]
    [InlineData("JOURNEY_VAULT_KEYS", "no keys")]
    [InlineData("JOURNEY_VAULT_KEYSTORE", "/dev/null/keys.db")]
    public void in_the_vault_without_stopping_the_host(string name, string value)
    {
        var reader = Given.Only((name, value));
        _ = HostConfiguration.Read(reader);
        reader.Invoking(it => it.Require()).Should().NotThrow();
    }

    private static string Takes(string name) => SettingsTable.All().First(it => it.Setting.Name == name).Setting.Takes;

    private static string Refused(params (string, string?)[] settings)
    {
        var reader = Given.Only(settings);
        _ = HostConfiguration.Read(reader);
        return reader.Invoking(it => it.Require()).Should().Throw<WrongSettingsException>().Which.Message;
    }
}
