using JourneyEngine.Host;

namespace JourneyEngine.Tests.Settings;

public sealed class a_setting_is_unknown
{
    // Not written whole: the names that are mentioned in this repository are all settings.
    private const string Prefix = "JOURNEY_";

    [Theory]
    [InlineData(Prefix + "URI", "JOURNEY_URL")]
    [InlineData(Prefix + "DATABASE", "JOURNEY_DATA")]
    [InlineData(Prefix + "VAULT_KEY", "JOURNEY_VAULT_KEYS")]
    [InlineData(Prefix + "METRIC_KEY", "JOURNEY_METRICS_KEY")]
    [InlineData(Prefix + "REQUEST_WAIT", "JOURNEY_REQUESTS_WAIT")]
    public void with_a_warning_that_names_the_nearest(string name, string nearest) =>
        Warnings((name, "hush-hush"))
            .Should()
            .Equal($"{name} is no setting and changes nothing; the nearest that there is: {nearest}.");

    [Fact]
    public void without_stopping_the_host() =>
        Given
            .Only((Prefix + "PORT", "tcp://10.0.0.1:5080"))
            .Invoking(it =>
            {
                _ = HostConfiguration.Read(it);
                it.Require();
            })
            .Should()
            .NotThrow();

    [Fact]
    public void without_a_warning_of_any_other() =>
        Warnings([
                .. SettingsTable.Names().Select(it => (it, (string?)"1")),
                ("PATH", "/bin"),
                ("Logging:Default", "Warning"),
            ])
            .Should()
            .BeEmpty();

    private static IEnumerable<string> Warnings(params (string, string?)[] settings)
    {
        var reader = Given.Only(settings);
        _ = HostConfiguration.Read(reader);
        return [.. reader.Unknown()];
    }
}
