using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using JourneyEngine.Http.Bodies;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Http;

/// <summary>Rows as CSV (RFC 4180), with cells that a spreadsheet would take for a formula escaped. It begins with a byte order
/// mark: without one Excel reads Hebrew as letters of another script.</summary>
public static class Csv
{
    private const int LongestRecord = 1 << 20;

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

    /// <summary>Writes rows as they come, so that <see cref="Read"/> reads them again; the stream stays open.</summary>
    /// <returns>How many rows there were.</returns>
    public static async Task<long> Write<T>(Stream to, IAsyncEnumerable<T> rows, CancellationToken cancellation)
    {
        await to.WriteAsync(ByteOrderMark.Utf8.ToArray(), cancellation);
        await using var csv = CsvWriter.Create(to, Options, leaveOpen: true);
        Head<T>(csv);
        var written = 0L;
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            Record(csv, row, Quoted);
            written++;
        }

        return written;
    }

    /// <summary>Reads some columns of rows that were written here; a cell that was escaped is as it was before.</summary>
    /// <returns>Of each row its line, from 1, and the cells of the columns; a last one without cells where the file is broken
    /// there.</returns>
    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public static async IAsyncEnumerable<(int Line, string[]? Cells)> Read(
        Stream from,
        string[] columns,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var csv = CsvReader.Create(
            from,
            new CsvReaderOptions
            {
                TrackLineNumbers = true,
                MalformedData = CsvMalformedDataHandling.Throw,
                MaxRecordSize = LongestRecord,
            },
            leaveOpen: true
        );
        var (line, isBroken) = (1, false);
        while (true)
        {
            string[]? cells = null;
            try
            {
                if (!await csv.ReadAsync(cancellation))
                    yield break;
                line = (int)csv.LineNumber;
                if (columns.FirstOrDefault(it => !csv.Headers.Contains(it)) is { } missing)
                    throw new InvalidDataException($"There is no column '{missing}'.");
                cells = Array.ConvertAll(columns, it => Unescaped(csv.GetString(it)));
            }
            catch (CsvFormatException broken)
            {
                (line, isBroken) = ((int)Math.Max(line, broken.LineNumber), true);
            }

            yield return (line, cells);
            if (isBroken)
                yield break;
        }
    }

    private static string Unescaped(string cell) =>
        cell is ['\'', '=' or '@' or '+' or '-' or '\t' or '\r' or '\'', ..] ? cell[1..] : cell;

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

    /// <remarks>A text that begins with an apostrophe gets another one, so that a cell tells whether it was
    /// escaped.</remarks>
    private static object? Quoted(object? value) => value is string and ['\'', ..] ? "'" + value : value;

    private static void Record<T>(CsvWriter csv, T row, Func<object?, object?>? written = null)
    {
        foreach (var property in typeof(T).GetProperties())
        {
            var value = Cell(property.GetValue(row));
            csv.WriteField(written is null ? value : written(value));
        }

        csv.EndRecord();
    }
}
