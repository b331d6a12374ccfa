using System.Text;
using Npgsql;

namespace JourneyEngine.Exam.Oracles;

/// <summary>Looks for a text in every row of every table, whatever it is for.</summary>
internal static class Tables
{
    private const string All = """
        select format('%I.%I', schemaname, tablename) from pg_tables where schemaname !~ '^(pg_|information)'
        """;

    /// <param name="pattern">A regular expression of PostgreSQL's.</param>
    /// <param name="bytes">What to look for in columns of bytes, too; null for nothing.</param>
    /// <returns>Tables that hold it, and how many rows.</returns>
    public static async Task<IReadOnlyCollection<string>> Holding(
        NpgsqlDataSource database,
        string pattern,
        string? bytes = null
    )
    {
        var (tables, found) = (new List<string>(), new List<string>());
        await using (var command = database.CreateCommand(All))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                tables.Add(reader.GetString(0));
        }

        foreach (var table in tables)
        {
            await using var command = database.CreateCommand(
                $"select count(*) from {table} t where t::text ~ $1 or ($2 <> '' and position($2 in t::text) > 0)"
            );
            command.Parameters.Add(new() { Value = pattern });
            // As PostgreSQL writes bytes; as JSON has it, so that no longer name is found in its place.
            command.Parameters.Add(
                new() { Value = bytes is null ? "" : Convert.ToHexStringLower(Encoding.UTF8.GetBytes($"\"{bytes}\"")) }
            );
            if ((long)(await command.ExecuteScalarAsync())! is > 0 and var rows)
                found.Add($"{table} ({rows})");
        }

        return found;
    }
}
