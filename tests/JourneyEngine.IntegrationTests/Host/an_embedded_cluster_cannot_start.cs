using JourneyEngine.Host.Postgres;

namespace JourneyEngine.IntegrationTests.Host;

public sealed class an_embedded_cluster_cannot_start : IDisposable
{
    private readonly string _folder = TemporaryFolder.New();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task with_a_bad_setting_and_the_error_quotes_its_log()
    {
        await Once();
        await File.AppendAllTextAsync(Path.Combine(_folder, "postgres", "data", "postgresql.conf"), "nonsense = 7\n");
        (await Refusal())
            .Should()
            .Contain("does not start")
            .And.Contain("unrecognized configuration parameter \"nonsense\"")
            .And.Contain("postgres.log");
    }

    [Fact]
    public async Task without_its_folder_and_no_new_one_is_created_instead()
    {
        await Once();
        Directory.Delete(Path.Combine(_folder, "postgres"), recursive: true);
        (await Refusal()).Should().Contain("bring it back, or delete the data folder to start afresh");
    }

    [Fact]
    public async Task without_its_passwords_and_no_new_one_is_created_instead()
    {
        await Once();
        File.Delete(Path.Combine(_folder, "postgres.json"));
        (await Refusal()).Should().Contain("postgres.json with its passwords is missing");
    }

    [Fact]
    public async Task with_another_postgresql_version_than_the_one_that_made_it()
    {
        await Once();
        await File.WriteAllTextAsync(Path.Combine(_folder, "postgres", "data", "PG_VERSION"), "7\n");
        (await Refusal()).Should().Contain("made by PostgreSQL 7, which is no longer installed");
    }

    private async Task Once() => await (await Embedded.Start(_folder)).StopAsync();

    private async Task<string> Refusal()
    {
        var start = () => Embedded.Start(_folder);
        return (await start.Should().ThrowAsync<PostgresException>()).Which.Message;
    }
}
