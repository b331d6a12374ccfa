using System.Globalization;
using DuckDB.NET.Data;

namespace JourneyEngine.IntegrationTests.Cli;

/// <summary>Asks files as an analyst does: with a library that shares nothing with the one that wrote them.</summary>
internal static class Duck
{
    /// <returns>Each row as its cells with a space between them; a missing one is <c>-</c>.</returns>
    public static IReadOnlyList<string> Asked(string query)
    {
        using var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        using var command = duck.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(
                string.Join(
                    ' ',
                    Enumerable
                        .Range(0, reader.FieldCount)
                        .Select(i =>
                            reader.IsDBNull(i)
                                ? "-"
                                : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)
                        )
                )
            );
        return rows;
    }
}
