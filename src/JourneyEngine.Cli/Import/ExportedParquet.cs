using System.Globalization;
using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace JourneyEngine.Cli.Import;

/// <summary>Reads columns of an exported Parquet file, a row group at a time.</summary>
internal static class ExportedParquet
{
    /// <exception cref="InvalidDataException">It is no Parquet file, or lacks a column.</exception>
    public static async IAsyncEnumerable<ExportedRow> Read(
        string file,
        string[] columns,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var bytes = File.OpenRead(file);
        await using var parquet = await Readable(() =>
            ParquetReader.CreateAsync(bytes, cancellationToken: cancellation)
        );
        var fields = Array.ConvertAll(
            columns,
            it =>
                Array.Find(parquet.Schema.DataFields, field => field.Name == it)
                ?? throw new InvalidDataException($"There is no column '{it}'.")
        );
        var number = 0;
        for (var group = 0; group < parquet.RowGroupCount; group++)
        {
            using var rows = parquet.OpenRowGroupReader(group);
            var cells = new List<string[]>();
            foreach (var field in fields)
                cells.Add(await Readable(() => Column(rows, field, cancellation)));
            for (var row = 0; row < rows.RowCount; row++)
                yield return new(++number, [.. cells.Select(it => it[row])], bytes.Position);
        }
    }

    private static async Task<T> Readable<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new InvalidDataException("This is no Parquet file that can be read: " + failure.Message, failure);
        }
    }

    private static async Task<string[]> Column(
        ParquetRowGroupReader rows,
        DataField field,
        CancellationToken cancellation
    )
    {
        var count = (int)rows.RowCount;
        if (field.ClrType == typeof(long))
        {
            var numbers = new long[count];
            await rows.ReadAsync<long>(field, numbers.AsMemory(), null, cancellation);
            return Array.ConvertAll(numbers, it => it.ToString(CultureInfo.InvariantCulture));
        }

        if (field.ClrType == typeof(DateTime))
        {
            var times = new DateTime[count];
            await rows.ReadAsync<DateTime>(field, times.AsMemory(), null, cancellation);
            return Array.ConvertAll(times, it => new DateTimeOffset(it, TimeSpan.Zero).ToString("O"));
        }

        var texts = new string?[count];
        await rows.ReadAsync(field, texts.AsMemory(), null, cancellation);
        return Array.ConvertAll(texts, it => it ?? "");
    }
}
