using System.Text;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Erasure;

/// <summary>Looks for words in everything that is held: every column of every table, whatever its type and however it
/// is compressed, and in files as they lie there.</summary>
internal static class Scan
{
    /// <returns>Each table that a word was found in, with how many of its rows.</returns>
    public static async Task<IReadOnlyList<string>> Tables(NpgsqlDataSource database, string word)
    {
        var found = new List<string>();
        foreach (var (table, text) in await Columns(database))
        {
            await using var command = database.CreateCommand(
                $"select count(*) from {table} where position($1 in concat_ws(' ', {text})) > 0"
            );
            command.CommandTimeout = 120;
            command.Parameters.Add(new() { Value = word });
            if ((long)(await command.ExecuteScalarAsync())! is > 0 and var rows)
                found.Add($"{table}: {rows}");
        }

        return found;
    }

    /// <returns>Each file under a folder that holds a word, as UTF-8 or UTF-16.</returns>
    public static IReadOnlyList<string> Files(string folder, string word, Func<string, bool>? besides = null)
    {
        byte[][] forms = [Encoding.UTF8.GetBytes(word), Encoding.Unicode.GetBytes(word)];
        return
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => besides?.Invoke(file) != true)
                .Where(file => forms.Any(form => Bytes(file).AsSpan().IndexOf(form) >= 0)),
        ];
    }

    private static byte[] Bytes(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (IOException)
        {
            // Gone, or a socket.
            return [];
        }
    }

    /// <summary>Tables that the role may read, each with its columns as text; bytes as the characters they may
    /// be.</summary>
    private static async Task<List<(string Table, string Text)>> Columns(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            """
            select format('%I.%I', nspname, relname),
                string_agg(case when atttypid = 'bytea'::regtype then format('encode(%I, ''escape'')', attname) else format('%I::text', attname) end, ', ')
            from pg_class class join pg_namespace space on space.oid = relnamespace join pg_attribute on attrelid = class.oid
            where relkind in ('r', 'm') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and attnum > 0 and not attisdropped
                and has_table_privilege(class.oid, 'select')
            group by 1
            """
        );
        var tables = new List<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            tables.Add((reader.GetString(0), reader.GetString(1)));
        return tables;
    }
}
