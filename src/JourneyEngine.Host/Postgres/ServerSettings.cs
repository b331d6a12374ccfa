using Npgsql;

namespace JourneyEngine.Host.Postgres;

/// <summary>What a server must promise, and allow, before the engine acknowledges anything.</summary>
public static class ServerSettings
{
    /// <exception cref="PostgresException">A crash of this server could lose what it has committed.</exception>
    public static async Task RequireDurable(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select name from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and "
                + "setting = 'off' order by name"
        );
        var off = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            off.Add(reader.GetString(0));
        if (off.Count > 0)
        {
            throw new PostgresException(
                $"This PostgreSQL has {string.Join(" and ", off)} off, so it can lose what it has committed. Turn "
                    + "it on, or use another server: acknowledged means committed."
            );
        }
    }

    /// <exception cref="PostgresException">The host's role may not make the engine's tables in its database.</exception>
    public static async Task RequireOwner(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select format('alter database %I owner to %I', current_database(), current_user) where "
                + "to_regnamespace('journey') is null and not has_database_privilege(current_database(), 'create')"
        );
        if (await command.ExecuteScalarAsync(cancellation) is string statement)
            throw new PostgresException(
                $"The role of JOURNEY_DB may not make the engine's tables in its database. As a superuser: {statement}"
            );
    }
}
