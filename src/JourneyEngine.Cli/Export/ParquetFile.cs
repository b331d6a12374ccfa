using System.Reflection;
using Parquet;
using Parquet.Schema;

namespace JourneyEngine.Cli.Export;

/// <summary>Rows as Apache Parquet: a column for each property, compressed with Snappy, which every reader
/// knows.</summary>
internal static class ParquetFile
{
    /// <summary>Rows in a row group. Two groups are in memory at a time, and no array of their values is a large object
    /// to the collector.</summary>
    private const int RowGroup = 10_000;

    /// <returns>How many rows there were.</returns>
    public static async Task<long> Write<T>(Stream to, IAsyncEnumerable<T> rows, CancellationToken cancellation)
    {
        var columns = typeof(T).GetProperties();
        var schema = new ParquetSchema(columns.Select(FieldOf));
        // Without a bound the pool keeps all that it ever lent.
        var options = new ParquetOptions { MaximumSmallPoolFreeBytes = 16 << 20, MaximumLargePoolFreeBytes = 64 << 20 };
        await using var parquet = await ParquetWriter.CreateAsync(schema, to, options, cancellationToken: cancellation);
        async Task WriteGroup(T[] chunk)
        {
            using var group = parquet.CreateRowGroup();
            for (var column = 0; column < columns.Length; column++)
                await Write(group, schema.DataFields[column], columns[column], chunk);
        }

        var (written, writing) = (0L, Task.CompletedTask);
        try
        {
            // The next rows are read while these are packed.
            await foreach (var chunk in rows.Chunk(RowGroup).WithCancellation(cancellation))
            {
                await writing;
                writing = Task.Run(() => WriteGroup(chunk), cancellation);
                written += chunk.Length;
            }
        }
        finally
        {
            await writing;
        }

        return written;
    }

    private static DataField FieldOf(PropertyInfo property)
    {
        var name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
        var isNullable = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type == typeof(DateTimeOffset)
            ? new DateTimeDataField(
                name,
                DateTimeFormat.Timestamp,
                isAdjustedToUTC: true,
                DateTimeTimeUnit.Millis,
                isNullable
            )
            : new DataField(name, type, isNullable);
    }

    private static Task Write<T>(ParquetRowGroupWriter group, DataField field, PropertyInfo property, T[] rows)
    {
        // A delegate for each column: asked by reflection, every value would be boxed.
        V[] Values<V>() =>
            Array.ConvertAll(rows, new Converter<T, V>(property.GetMethod!.CreateDelegate<Func<T, V>>()));
        var type = property.PropertyType;
        return type == typeof(string) ? group.WriteAsync(field, Values<string?>())
            : type == typeof(long) ? group.WriteAsync<long>(field, Values<long>())
            : type == typeof(int) ? group.WriteAsync<int>(field, Values<int>())
            : type == typeof(int?) ? group.WriteAsync<int>(field, Values<int?>())
            : type == typeof(bool) ? group.WriteAsync<bool>(field, Values<bool>())
            : type == typeof(DateTimeOffset)
                ? group.WriteAsync<DateTime>(field, Array.ConvertAll(Values<DateTimeOffset>(), it => it.UtcDateTime))
            : type == typeof(DateTimeOffset?)
                ? group.WriteAsync<DateTime>(field, Array.ConvertAll(Values<DateTimeOffset?>(), it => it?.UtcDateTime))
            : throw new NotSupportedException($"No column for {type}.");
    }
}
