using JourneyEngine.IntegrationTests.Host;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Details;

[Collection(VaultTests.Name)]
public sealed class a_database_role_exceeds_its_privileges(OneVault one)
{
    public static TheoryData<string, string> BeyondTheWall
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var role in new[] { "engine", "reader" })
            {
                foreach (
                    var statement in new[]
                    {
                        "select * from vault.details",
                        "select * from vault.owners",
                        "delete from vault.shredded",
                        "update vault.grants set period = ''",
                        "truncate vault.details",
                        "drop table vault.details",
                        "create table vault.mine (it int)",
                        "drop schema vault cascade",
                        "alter schema vault rename to mine",
                        "alter schema vault owner to journey",
                        "grant usage on schema vault to journey",
                        "grant select on all tables in schema vault to journey",
                        "alter default privileges for role journey_vault grant select on tables to journey",
                        "set role journey_vault",
                        "alter role journey_vault set search_path = journey",
                        "alter role journey_vault password 'mine'",
                        "alter role journey_vault in database journey set search_path = journey",
                        "alter role current_user superuser",
                        "copy vault.details to stdout",
                        "copy (select 1) to program 'true'",
                        "select pg_read_file('/proc/self/environ')",
                    }
                )
                    data.Add(role, statement);
            }

            foreach (
                var statement in new[]
                {
                    "select * from journey.mt_events",
                    "insert into journey.mt_events default values",
                    "select * from journey.mt_streams",
                    "truncate journey.mt_events",
                    "drop schema journey cascade",
                    "create table journey.mine (it int)",
                    "create table public.mine (it int)",
                    "create schema mine",
                    "create temp table mine (it int)",
                    "grant usage on schema journey to journey_vault",
                    "alter schema journey owner to journey_vault",
                    "set role journey",
                    "set role journey_reader",
                    "alter role journey password 'mine'",
                }
            )
                data.Add("vault", statement);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(BeyondTheWall))]
    public async Task with_a_forbidden_statement_and_postgresql_refuses_it(string role, string statement)
    {
        var asking = () =>
            Embedded.Run(
                new NpgsqlConnectionStringBuilder(one.As(role))
                {
                    Options = "-c default_transaction_read_only=off",
                }.ConnectionString,
                statement
            );
        (await asking.Should().ThrowAsync<PostgresException>())
            .Which.SqlState.Should()
            .Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    /// <remarks>Also those that a later version makes: nobody has to think of it.</remarks>
    [Fact]
    public async Task on_no_table_of_the_other_schema()
    {
        const string Open = """
            select coalesce(string_agg(format('%s -> %I.%I', rolname, nspname, relname), ', '), '') from pg_roles, pg_class join pg_namespace space on space.oid = relnamespace
            where relkind in ('r', 'v', 'm', 'p', 'f', 'S') and case when relkind = 'S' then has_sequence_privilege(rolname, pg_class.oid, 'usage, select, update')
                else has_table_privilege(rolname, pg_class.oid, 'select, insert, update, delete, truncate, references, trigger') end
            and (nspname = 'vault' and rolname in ('journey', 'journey_reader') or nspname = 'journey' and rolname = 'journey_vault')
            """;
        (await Embedded.Ask<string>(one.As("superuser"), Open)).Should().BeEmpty();
        (
            await Embedded.Ask<string>(
                one.As("superuser"),
                Open.Replace("('journey', 'journey_reader')", "('journey_vault')", StringComparison.Ordinal)
            )
        )
            .Should()
            .Contain("journey_vault -> vault.details", "the look finds what is open");
    }

    [Fact]
    public async Task without_being_a_member_of_another_role() =>
        (
            await Embedded.Ask<long>(
                one.As("superuser"),
                "select count(*) from pg_auth_members where member in (select oid from pg_roles where rolname like "
                    + "'journey%')"
            )
        )
            .Should()
            .Be(0);

    [Fact]
    public async Task without_finding_vault_keys_in_the_server_s_environment()
    {
        var environment = await File.ReadAllTextAsync($"/proc/{Embedded.ServerProcess(one.Folder)}/environ");
        environment.Should().Contain("PATH=").And.NotContain("JOURNEY_");
    }
}
