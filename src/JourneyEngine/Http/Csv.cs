using System.Globalization;
using System.Reflection;
using System.Text;
using CsvHelper;
using JourneyEngine.Http.Bodies;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Http;

/// <summary>Rows as CSV (RFC 4180), with cells that a spreadsheet would take for a formula escaped. It begins with a byte order
/// mark: without one Excel reads Hebrew as letters of another script.</summary>
public static class Csv
{
    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape };

    public static IResult File<T>(string name, IEnumerable<T> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, Options))
        {
            Head<T>(csv);
            foreach (var row in rows)
                Record(csv, row);
        }

        return Results.File(
            [.. ByteOrderMark.Utf8, .. Encoding.UTF8.GetBytes(text.ToString())],
            "text/csv; charset=utf-8",
            name + ".csv"
        );
    }

    /// <summary>Writes rows as they come; the stream stays open.</summary>
    /// <returns>How many rows there were.</returns>
    public static async Task<long> Write<T>(Stream to, IAsyncEnumerable<T> rows, CancellationToken cancellation)
    {
        await to.WriteAsync(ByteOrderMark.Utf8.ToArray(), cancellation);
        await using var csv = CsvWriter.Create(to, Options, leaveOpen: true);
        Head<T>(csv);
        var written = 0L;
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            Record(csv, row);
            written++;
        }

        return written;
    }

    internal static string Title(PropertyInfo column) => char.ToLowerInvariant(column.Name[0]) + column.Name[1..];

    /// <summary>A value as a cell holds it: days as ISO 8601 has them, truth as JSON has it.</summary>
    internal static object? Cell(object? value) =>
        value switch
        {
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            bool truth => truth ? "true" : "false",
            _ => value,
        };

    private static void Head<T>(CsvWriter csv)
    {
        foreach (var property in typeof(T).GetProperties())
            csv.WriteField(Title(property));
        csv.EndRecord();
    }

    private static void Record<T>(CsvWriter csv, T row)
    {
        foreach (var property in typeof(T).GetProperties())
            csv.WriteField(Cell(property.GetValue(row)));
        csv.EndRecord();
    }
}
