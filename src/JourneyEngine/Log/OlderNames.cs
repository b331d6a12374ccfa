using JourneyEngine.Http;
using Microsoft.Extensions.Hosting;
using Npgsql;
using NpgsqlTypes;
using Weasel.Postgresql.Tables;

namespace JourneyEngine.Log;

/// <summary>Visitors whose streams have names that <see cref="VisitorIds"/> would not give any more: they keep them, so
/// that whoever names them finds them, also to erase them.</summary>
/// <remarks>All streams are looked through once, by the first host of this version; the names that were found are
/// written down.</remarks>
public sealed class OlderNames(NpgsqlDataSource database, VisitorIds ids) : IHostedService
{
    /// <summary>The site of the row that says that the streams were looked through: a name that no site has.</summary>
    private const string Done = "";

    internal static Table Definition()
    {
        var table = LogModule.NewTable("older_names");
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("visitor", "varchar").NotNull().AsPrimaryKey();
        return table;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await DropGone(connection, cancellationToken);
        var names = await Read(connection, "select site, visitor from journey.older_names", cancellationToken);
        if (!names.Remove((Done, Done)))
        {
            names = await Read(
                connection,
                """
                select tenant_id, substr(id, length('visitor/') + 1) from journey.mt_streams where id like 'visitor/%'
                union select tenant_id, data ->> 'alias' from journey.mt_events where type = 'identity_linked'
                """,
                cancellationToken,
                (site, visitor) => ids.Of(site, visitor) != visitor
            );
            await Write(connection, [.. names.Append((Done, Done))], cancellationToken);
        }

        ids.Keep(names);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Within whatever transaction the connection has.</summary>
    internal static async Task Erase(
        NpgsqlConnection connection,
        string site,
        string visitor,
        byte[] mark,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "delete from journey.older_names where site = $1 and visitor = $2",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = visitor });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <remarks>Their time was up.</remarks>
    private static async Task DropGone(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            delete from journey.older_names it
            where it.site <> '{Done}' and not {LogSql.HasStreamOf("it.site", "it.visitor")} and not exists (
                select from journey.mt_events where type = 'identity_linked' and tenant_id = it.site and data ->> 'alias' = it.visitor)
            """,
            connection
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<HashSet<(string Site, string Visitor)>> Read(
        NpgsqlConnection connection,
        string query,
        CancellationToken cancellation,
        Func<string, string, bool>? counts = null
    )
    {
        await using var command = new NpgsqlCommand(query, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var names = new HashSet<(string, string)>();
        while (await reader.ReadAsync(cancellation))
        {
            var (site, visitor) = (reader.GetString(0), reader.GetString(1));
            if (counts is null || counts(site, visitor))
                names.Add((site, visitor));
        }

        return names;
    }

    private static async Task Write(
        NpgsqlConnection connection,
        (string Site, string Visitor)[] names,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "insert into journey.older_names (site, visitor) select * from unnest($1, $2) on conflict do nothing",
            connection
        );
        foreach (var column in new[] { names.Select(it => it.Site), names.Select(it => it.Visitor) })
            command.Parameters.Add(
                new() { Value = column.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar }
            );
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
