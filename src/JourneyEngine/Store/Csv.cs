using System.Globalization;
using System.Text;
using CsvHelper;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Store;

/// <summary>Rows as CSV (RFC 4180), with cells that a spreadsheet would take for a formula escaped.</summary>
public static class Csv
{
    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape };

    public static IResult File<T>(string name, IEnumerable<T> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, Options))
        {
            foreach (var property in typeof(T).GetProperties())
                csv.WriteField(char.ToLowerInvariant(property.Name[0]) + property.Name[1..]);
            csv.EndRecord();
            foreach (var row in rows)
            {
                foreach (var property in typeof(T).GetProperties())
                    csv.WriteField(property.GetValue(row));
                csv.EndRecord();
            }
        }

        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name + ".csv");
    }
}
