using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>A table of the engine that is filled anew beside the live one, then takes its place; at once, or after it
/// has stood beside it for a while.</summary>
internal sealed class FreshTable(string name)
{
    private const string Standing = "_shadow";

    private string _suffix = "_rebuilt";
    private readonly List<(string Name, string Definition, bool IsPrimary)> _indexes = [];

    public string Name => $"journey.{name}{_suffix}";

    /// <remarks>Without indexes: made after the rows are in, they cost half.</remarks>
    public async Task Create(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await Run(
            connection,
            $"drop table if exists {Name}; create table {Name} (like journey.{name} including defaults)",
            cancellation
        );
        await Run(
            connection,
            $"""
            do $$ declare options text := (select array_to_string(reloptions, ', ') from pg_class where oid = 'journey.{name}'::regclass);
            begin
                if options is not null then execute format('alter table {Name} set (%s)', options); end if;
            end $$
            """,
            cancellation
        );
        foreach (var grant in await TableGrants.Read(connection, $"journey.{name}", Name, cancellation))
            await Run(connection, grant, cancellation);
        await KnowIndexes(connection, cancellation);
    }

    /// <summary>One that stands beside the live one since earlier.</summary>
    public async Task Find(NpgsqlConnection connection, CancellationToken cancellation)
    {
        _suffix = Standing;
        await KnowIndexes(connection, cancellation);
    }

    private async Task KnowIndexes(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select class.relname, pg_get_indexdef(indexrelid), indisprimary from pg_index
            join pg_class class on class.oid = indexrelid where indrelid = $1::regclass
            """,
            connection
        );
        command.Parameters.Add(new() { Value = $"journey.{name}" });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            _indexes.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
    }

    public async Task Index(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var (index, definition, isPrimary) in _indexes)
        {
            await Run(
                connection,
                definition.Replace(
                    $" INDEX {index} ON journey.{name} ",
                    $" INDEX {index}{_suffix} ON {Name} ",
                    StringComparison.Ordinal
                ),
                cancellation
            );
            if (isPrimary)
                await Run(
                    connection,
                    $"alter table {Name} add constraint {index}{_suffix} primary key using index {index}{_suffix}",
                    cancellation
                );
        }

        await Run(connection, $"analyze {Name}", cancellation);
    }

    /// <summary>Takes the place of the live one, within the caller's transaction.</summary>
    public Task Replace(NpgsqlConnection connection, CancellationToken cancellation) =>
        Become(connection, "", cancellation);

    /// <summary>Stays beside the live one, within the caller's transaction; one that stood there goes.</summary>
    public Task Stand(NpgsqlConnection connection, CancellationToken cancellation) =>
        Become(connection, Standing, cancellation);

    private async Task Become(NpgsqlConnection connection, string suffix, CancellationToken cancellation)
    {
        await Run(
            connection,
            $"drop table if exists journey.{name}{suffix}; alter table {Name} rename to {name}{suffix}",
            cancellation
        );
        foreach (var (index, _, _) in _indexes)
            await Run(connection, $"alter index journey.{index}{_suffix} rename to {index}{suffix}", cancellation);
    }

    public Task Drop(NpgsqlConnection connection) =>
        Run(connection, $"drop table if exists {Name}", CancellationToken.None);

    private static async Task Run(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
