using Npgsql;

namespace JourneyEngine.Host.Postgres;

/// <summary>The roles of the embedded cluster: one owns the engine's database, one may only read it.</summary>
internal static class Roles
{
    public static async Task Ensure(Cluster cluster, CancellationToken cancellation)
    {
        await using var server = NpgsqlDataSource.Create(cluster.ConnectionString(cluster.Superuser, "postgres"));
        foreach (var role in new[] { cluster.Engine, cluster.Reader })
        {
            if (!await Exists(server, "pg_roles where rolname", role.User, cancellation))
                await Run(server, $"create role {role.User} login password '{role.Password}'", cancellation);
        }

        if (!await Exists(server, "pg_database where datname", cluster.Database, cancellation))
            await Run(server, $"create database {cluster.Database} owner {cluster.Engine.User}", cancellation);
        await Run(server, $"alter role {cluster.Reader.User} set default_transaction_read_only = on", cancellation);

        await using var database = NpgsqlDataSource.Create(cluster.ConnectionString(cluster.Engine));
        await Run(database, $"""
            create schema if not exists journey;
            grant usage on schema journey to {cluster.Reader.User};
            grant select on all tables in schema journey to {cluster.Reader.User};
            alter default privileges in schema journey grant select on tables to {cluster.Reader.User};
            """, cancellation);
    }

    /// <returns>How many hosts other than this one are connected.</returns>
    public static async Task<long> OtherHosts(Cluster cluster)
    {
        try
        {
            await using var server = NpgsqlDataSource.Create(cluster.ConnectionString(cluster.Superuser, "postgres"));
            await using var command = server.CreateCommand(
                $"select count(*) from pg_stat_activity where application_name = '{EmbeddedPostgres.ApplicationName}' and datname = '{cluster.Database}'");
            return (long)(await command.ExecuteScalarAsync())!;
        }
        catch (NpgsqlException)
        {
            return 0;
        }
    }

    private static async Task<bool> Exists(NpgsqlDataSource server, string where, string name, CancellationToken cancellation)
    {
        await using var command = server.CreateCommand($"select exists (select from {where} = $1)");
        command.Parameters.Add(new() { Value = name });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task Run(NpgsqlDataSource on, string statement, CancellationToken cancellation)
    {
        await using var command = on.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
