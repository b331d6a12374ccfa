using Npgsql;

namespace JourneyEngine.Host.Postgres;

/// <summary>The roles of the embedded cluster: one owns the engine's database, one may only read it, one only its views
/// for BI tools, one owns the vault's schema in it and sees nothing else.</summary>
internal static class Roles
{
    public static async Task Ensure(Cluster cluster, CancellationToken cancellation)
    {
        await using var server = new NpgsqlConnection(cluster.ServerConnectionString(EmbeddedPostgres.ApplicationName));
        await server.OpenAsync(cancellation);
        foreach (var role in new[] { cluster.Engine, cluster.Reader, cluster.Vault!, cluster.Bi! })
        {
            // What is written down holds: a host of before the vault may have dropped a password from it.
            var verb = await Exists(server, "pg_roles where rolname", role.User, cancellation) ? "alter" : "create";
            await Run(server, $"{verb} role {role.User} login password '{role.Password}'", cancellation);
        }

        if (!await Exists(server, "pg_database where datname", cluster.Database, cancellation))
            await Run(server, $"create database {cluster.Database} owner {cluster.Engine.User}", cancellation);
        await Run(
            server,
            $"""
            alter role {cluster.Reader.User} set default_transaction_read_only = on;
            alter role {cluster.Vault!.User} set search_path = pg_catalog;
            alter role {cluster.Bi!.User} set default_transaction_read_only = on;
            alter role {cluster.Bi.User} set statement_timeout = '60s';
            alter role {cluster.Bi.User} set search_path = bi, pg_catalog;
            revoke all on database {cluster.Database} from public;
            grant connect on database {cluster.Database} to {cluster.Reader.User}, {cluster.Vault.User}, {cluster.Bi.User};
            """,
            cancellation
        );
        await Vault(cluster, cancellation);

        await using var database = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(cluster.ConnectionString(cluster.Engine))
            {
                Pooling = false,
            }.ConnectionString
        );
        await database.OpenAsync(cancellation);
        await Run(
            database,
            $"""
            create schema if not exists journey;
            grant usage on schema journey to {cluster.Reader.User};
            grant select on all tables in schema journey to {cluster.Reader.User};
            alter default privileges in schema journey grant select on tables to {cluster.Reader.User};
            create schema if not exists bi;
            grant usage on schema bi to {cluster.Bi.User};
            grant select on all tables in schema bi to {cluster.Bi.User};
            alter default privileges in schema bi grant select on tables to {cluster.Bi.User};
            """,
            cancellation
        );
    }

    /// <remarks>Made by the superuser: the engine's role owns the database, but not this schema.</remarks>
    private static async Task Vault(Cluster cluster, CancellationToken cancellation)
    {
        await using var database = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(cluster.ConnectionString(cluster.Superuser))
            {
                Pooling = false,
                ApplicationName = EmbeddedPostgres.ApplicationName,
            }.ConnectionString
        );
        await database.OpenAsync(cancellation);
        await Run(
            database,
            $"""
            create schema if not exists vault;
            alter schema vault owner to {cluster.Vault!.User};
            revoke all on schema vault from public, {cluster.Engine.User}, {cluster.Reader.User};
            """,
            cancellation
        );
    }

    internal static async Task<bool> Exists(
        NpgsqlConnection server,
        string where,
        string name,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand($"select exists (select from {where} = $1)", server);
        command.Parameters.Add(new() { Value = name });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task Run(NpgsqlConnection on, string statements, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statements, on);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
