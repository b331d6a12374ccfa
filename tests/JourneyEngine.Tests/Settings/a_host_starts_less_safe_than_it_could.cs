using JourneyEngine.Host;
using JourneyEngine.Rights.Details;

namespace JourneyEngine.Tests.Settings;

public sealed class a_host_starts_less_safe_than_it_could : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("journey-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("secret.key")]
    [InlineData("vault.keys")]
    [InlineData("postgres.json")]
    [InlineData("shop.keys.json")]
    public void with_a_secret_that_others_may_read(string name)
    {
        if (OperatingSystem.IsWindows())
            return;
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, "hush-hush");

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Warnings().Should().ContainSingle().Which.Should().Contain($"chmod 600 {file}").And.NotContain("hush-hush");

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Warnings().Should().BeEmpty();
    }

    [Theory]
    [InlineData("Host=db;Password=hush-hush", true)]
    [InlineData("Host=127.0.0.1,10.0.0.7;Password=hush-hush", true)]
    [InlineData("Host=db;SSL Mode=Prefer;Password=hush-hush", true)]
    [InlineData("Host=db;SSL Mode=VerifyFull;Password=hush-hush", false)]
    [InlineData("Host=db;SSL Mode=Require;Password=hush-hush", false)]
    [InlineData("Host=127.0.0.1;Password=hush-hush", false)]
    [InlineData("Host=[::1];Password=hush-hush", false)]
    [InlineData("Host=localhost;Password=hush-hush", false)]
    [InlineData("Host=/var/run/postgresql;Password=hush-hush", false)]
    public void with_a_database_elsewhere_that_is_reached_without_tls(string connection, bool warned)
    {
        var place = new HostSettings { DataFolder = _folder };

        foreach (
            var (setting, told) in new[]
            {
                ("JOURNEY_DB", Warnings(place with { Database = connection })),
                ("JOURNEY_ERASURES", Warnings(place with { Erasures = connection })),
                ("JOURNEY_VAULT_DB", Warnings(place, new VaultSettings { Database = connection })),
            }
        )
        {
            told.Should().HaveCount(warned ? 1 : 0);
            told.All(it =>
                    it.StartsWith(setting, StringComparison.Ordinal)
                    && !it.Contains("hush-hush", StringComparison.Ordinal)
                )
                .Should()
                .BeTrue();
        }
    }

    private IReadOnlyList<string> Warnings(HostSettings? host = null, VaultSettings? vault = null) =>
        [
            .. StartWarnings.Of(
                new HostConfiguration { Host = host ?? new() { DataFolder = _folder }, Vault = vault ?? new() }
            ),
        ];
}
