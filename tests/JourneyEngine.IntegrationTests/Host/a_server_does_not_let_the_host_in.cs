using Npgsql;

namespace JourneyEngine.IntegrationTests.Host;

[Collection(HostTests.Name)]
public sealed class a_server_does_not_let_the_host_in(EngineFixture engine)
{
    [Fact]
    public async Task which_ends_and_says_where_it_is_written_how_its_role_and_database_are_made() =>
        (await Refused(it => it.Password = "wrong-password"))
            .Should()
            .Contain("28P01")
            .And.Contain("JOURNEY_DB")
            .And.Contain("ops/runbooks/first-start.md")
            .And.NotContain("wrong-password");

    [Fact]
    public async Task to_make_its_tables_and_ends_with_the_statement_that_allows_it() =>
        (await Refused(it => it.Database = "postgres"))
            .Should()
            .EndWith("As a superuser: alter database postgres owner to journey")
            .And.NotContain("Unhandled exception");

    private async Task<string> Refused(Action<NpgsqlConnectionStringBuilder> change)
    {
        var connection = new NpgsqlConnectionStringBuilder(engine.ConnectionString);
        change(connection);
        var start = () => HostProcess.Start(TemporaryFolder.New(), connection.ConnectionString);
        return (await start.Should().ThrowAsync<InvalidOperationException>()).Which.Message;
    }
}
