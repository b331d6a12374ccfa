using System.Runtime.Versioning;
using JourneyEngine.Host.Postgres;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Host;

public sealed class OneCluster : IAsyncLifetime
{
    public string Folder { get; } = TemporaryFolder.New();

    public EmbeddedPostgres Postgres { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Postgres = await Embedded.Start(Folder);
        await Embedded.Run(
            Postgres.ConnectionString,
            "create table journey.written (it int); create schema private; create table private.kept (it int)"
        );
    }

    public async Task DisposeAsync()
    {
        await Postgres.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

[UnsupportedOSPlatform("windows")]
public sealed class an_embedded_cluster_starts(OneCluster cluster) : IClassFixture<OneCluster>
{
    private readonly string _folder = cluster.Folder;
    private readonly EmbeddedPostgres _postgres = cluster.Postgres;

    [Fact]
    public async Task with_an_engine_role_that_owns_its_database_and_nothing_more() => (
            await Embedded.Ask<string>(
                _postgres.ConnectionString,
                """
                select concat_ws(' ', current_user, current_database(), pg_get_userbyid(datdba), rolsuper, rolcreaterole, rolcreatedb)
                from pg_database, pg_roles where datname = current_database() and rolname = current_user
                """
            )
        ).Should().Be("journey journey journey f f f");

    [Fact]
    public async Task with_a_reader_role_that_sees_tables_made_later()
    {
        await Embedded.Run(
            _postgres.ConnectionString,
            "create table journey.later (it int); insert into journey.later values (7)"
        );
        (await Embedded.Ask<int>(_postgres.ReaderConnectionString, "select it from journey.later")).Should().Be(7);
    }

    [Theory]
    [InlineData("insert into journey.written values (1)")]
    [InlineData("create table journey.mine (it int)")]
    [InlineData("create table public.mine (it int)")]
    [InlineData("create temp table mine (it int)")]
    [InlineData("select * from private.kept")]
    public async Task with_a_reader_role_that_postgresql_denies_every_write(string statement)
    {
        var insisting = new NpgsqlConnectionStringBuilder(_postgres.ReaderConnectionString)
        {
            Options = "-c default_transaction_read_only=off",
        };
        var write = () => Embedded.Run(insisting.ConnectionString, statement);
        (await write.Should().ThrowAsync<NpgsqlException>())
            .Which.SqlState.Should()
            .Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task with_read_only_transactions_for_the_reader_role() =>
        (await Embedded.Ask<string>(_postgres.ReaderConnectionString, "show transaction_read_only")).Should().Be("on");

    [Fact]
    public async Task with_durable_settings_checksums_and_scram_passwords()
    {
        await using var database = NpgsqlDataSource.Create(_postgres.ConnectionString);
        await ServerSettings.RequireDurable(database, CancellationToken.None);
        (
            await Embedded.Ask<string>(
                Embedded.AsSuperuser(_folder),
                """
                select string_agg(setting, ' ' order by name) from pg_settings where name in
                  ('data_checksums', 'listen_addresses', 'unix_socket_directories', 'password_encryption', 'server_encoding', 'lc_collate')
                """
            )
        ).Should().Be("on C 127.0.0.1 scram-sha-256 UTF8 ");
    }

    [Fact]
    public async Task with_password_authentication_that_refuses_a_wrong_password()
    {
        var wrong = new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Password = "wrong" };
        var enter = () => Embedded.Ask<int>(wrong.ConnectionString, "select 1");
        (await enter.Should().ThrowAsync<NpgsqlException>())
            .Which.SqlState.Should()
            .Be(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task with_connection_details_in_a_file_only_its_owner_can_read()
    {
        var document = Embedded.Document(_folder);
        var reader = new NpgsqlConnectionStringBuilder
        {
            Host = (string)document["host"]!,
            Port = (int)document["port"]!,
            Database = (string)document["database"]!,
            Username = (string)document["reader"]!["user"]!,
            Password = (string)document["reader"]!["password"]!,
            Pooling = false,
        };
        (await Embedded.Ask<string>(reader.ConnectionString, "show default_transaction_read_only")).Should().Be("on");
        File.GetUnixFileMode(Path.Combine(_folder, "postgres.json"))
            .Should()
            .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <remarks>So Ctrl-C at the terminal reaches the host alone, which then stops the server in order.</remarks>
    [Fact]
    public void in_a_session_of_its_own_that_ctrl_c_does_not_reach()
    {
        static string Session(string process) => File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ')[3];
        Session($"{Embedded.ServerProcess(_folder)}").Should().NotBe(Session("self"));
    }

    /// <remarks>Real user, effective user, groups: none is root's, nor were root's supplementary groups kept.</remarks>
    [Fact]
    public void without_the_user_or_groups_of_root()
    {
        var status = File.ReadAllLines($"/proc/{Embedded.ServerProcess(_folder)}/status");
        status
            .Where(it =>
                it.StartsWith("Uid:", StringComparison.Ordinal)
                || it.StartsWith("Gid:", StringComparison.Ordinal)
                || it.StartsWith("Groups:", StringComparison.Ordinal)
            )
            .SelectMany(it => it.Split('\t', ' ').Skip(1))
            .Where(_ => Environment.IsPrivilegedProcess)
            .Should()
            .NotContain("0");
    }
}
