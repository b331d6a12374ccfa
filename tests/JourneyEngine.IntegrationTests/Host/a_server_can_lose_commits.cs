using JourneyEngine.Host.Postgres;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Host;

public sealed class a_server_can_lose_commits : IAsyncLifetime
{
    private readonly string _folder = TemporaryFolder.New();
    private EmbeddedPostgres _postgres = null!;

    public async Task InitializeAsync() => _postgres = await Embedded.Start(_folder);

    public async Task DisposeAsync()
    {
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("alter system set fsync = off", "fsync")]
    [InlineData("alter system set full_page_writes = off", "full_page_writes")]
    [InlineData("alter system set synchronous_commit = off", "synchronous_commit")]
    [InlineData("alter role journey set synchronous_commit = off", "synchronous_commit")]
    public async Task because_a_durability_setting_is_off_and_is_refused(string statement, string setting)
    {
        await Embedded.Run(Embedded.AsSuperuser(_folder), statement);
        await Embedded.Run(Embedded.AsSuperuser(_folder), "select pg_reload_conf()");
        (await Refusal(setting)).Should().Contain($"has {setting} off");
    }

    /// <remarks>A server takes its new settings a moment after it was told to.</remarks>
    private async Task<string> Refusal(string setting)
    {
        for (
            var tries = 0;
            tries < 100 && await Embedded.Ask<string>(_postgres.ConnectionString, $"show {setting}") == "on";
            tries++
        )
            await Task.Delay(50);
        await using var database = NpgsqlDataSource.Create(_postgres.ConnectionString);
        var require = () => ServerSettings.RequireDurable(database, CancellationToken.None);
        return (await require.Should().ThrowAsync<JourneyEngine.Host.Postgres.PostgresException>()).Which.Message;
    }
}
