using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.Cli.Import;

/// <summary>The facts of an export in any of its forms, as the engine takes them back. The form is told by what the file
/// holds.</summary>
internal static class ExportedFacts
{
    public const int Longest = 4 * FileLines.Longest;

    private static readonly string[] Columns = ["position", "id", "type", "visitor", "version", "time", "data"];

    /// <exception cref="InvalidDataException">The file is no export of facts.</exception>
    public static IAsyncEnumerable<SourceLine> Read(string file, CancellationToken cancellation) =>
        FirstLetters(file) switch
        {
            "PAR1" => Rows(ExportedParquet.Read(file, Columns, cancellation)),
            { } first when first.TrimStart() is ['{', ..] => Lines(file, cancellation),
            _ => Rows(Csv(file, cancellation)),
        };

    private static string FirstLetters(string file)
    {
        using var unpacked = new UnpackedFile(file).Content;
        var first = new byte[4];
        var read = unpacked.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(first.AsSpan(0, read)).TrimStart('\uFEFF');
    }

    private static async IAsyncEnumerable<SourceLine> Lines(
        string file,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var history = new ExportedHistory();
        await foreach (var line in FileLines.Read(file, cancellation, Longest))
            yield return new(line.Number, line.Bytes?.Length ?? 0, line.Read, Of(line, history));
    }

    private static LineRead Of(FileLine line, ExportedHistory history)
    {
        if (line.Bytes is not { } bytes)
            return LineRead.Wrong(1, $"the line is longer than {Longest / 1024} KB");
        if (bytes.AsSpan().TrimEnd((byte)'\r').IsEmpty)
            return new(null, "empty");
        return Parsed(bytes, out var wrong) is { } cloudEvent ? history.Next(cloudEvent) : wrong;
    }

    private static async IAsyncEnumerable<ExportedRow> Csv(
        string file,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var unpacked = new UnpackedFile(file);
        await foreach (var (line, cells) in Http.Csv.Read(unpacked.Content, Columns, cancellation))
            yield return new(line, cells, unpacked.Read);
    }

    private static async IAsyncEnumerable<SourceLine> Rows(IAsyncEnumerable<ExportedRow> rows)
    {
        var history = new ExportedHistory();
        await foreach (var row in rows)
            yield return row.Cells is not { } cells
                ? new(row.Number, 0, row.Read, LineRead.Wrong(1, "this row cannot be read, nor what follows it"))
                : new(row.Number, Encoding.UTF8.GetByteCount(cells[^1]), row.Read, Of(cells, history));
    }

    private static LineRead Of(string[] cells, ExportedHistory history)
    {
        var (position, id, type, visitor, version, time) = (cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
        if (cells[^1].Length > Longest)
            return LineRead.Wrong(1, $"the row is longer than {Longest / 1024} KB");
        if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return LineRead.Wrong(1, "its version is no number");
        if (Parsed(Encoding.UTF8.GetBytes(cells[^1]), out var wrong) is not { } data)
            return wrong;
        return history.Next(
            new JsonObject
            {
                ["specversion"] = "1.0",
                ["id"] = id,
                ["source"] = "/export",
                ["type"] = type,
                ["subject"] = visitor,
                ["time"] = (string?)data["occurredAt"] ?? time,
                ["version"] = number,
                ["sequence"] = position,
                ["data"] = data,
            }
        );
    }

    private static JsonObject? Parsed(byte[] json, out LineRead wrong)
    {
        try
        {
            wrong = LineRead.Wrong(1, "this is no JSON object");
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException failure)
        {
            wrong = LineRead.Wrong((int)(failure.BytePositionInLine ?? 0) + 1, "this is not JSON");
            return null;
        }
    }
}
