using System.Globalization;
using System.Reflection;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Reports;

/// <summary>A report as a table: leading cells that say what a row is about, then figures, of which those that count
/// can be traced to visitors.</summary>
/// <param name="Name">Of the file that it becomes.</param>
public abstract record ReportTable(string Name)
{
    /// <summary>Names of the leading columns.</summary>
    public abstract IReadOnlyList<string> Leading { get; }

    /// <summary>Names of the columns that count.</summary>
    public abstract IReadOnlyList<string> Figures { get; }

    public static ReportTable Of<T>(string name, IEnumerable<T> rows) => new ReportTable<T>(name, rows);

    /// <summary>What a column counts in the rows that begin with these cells.</summary>
    /// <param name="row">Leading cells; as many as there are leading columns.</param>
    internal abstract long Count(string figure, IReadOnlyList<string?> row);

    public abstract IResult File();
}

/// <summary>A count that is not made of those of single visitors' reports, such as the size of the group that a row is
/// about.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UntracedAttribute : Attribute;

/// <inheritdoc/>
internal sealed record ReportTable<T>(string Name, IEnumerable<T> Rows) : ReportTable(Name)
{
    private static readonly PropertyInfo[] Columns = typeof(T).GetProperties();
    private static readonly PropertyInfo[] First = [.. Columns.TakeWhile(it => it.PropertyType != typeof(long))];
    private static readonly Dictionary<string, Func<T, long>> Counting = Columns
        .Where(it => it.PropertyType == typeof(long) && it.GetCustomAttribute<UntracedAttribute>() is null)
        .ToDictionary(it => Csv.Title(it), it => it.GetMethod!.CreateDelegate<Func<T, long>>());

    private static readonly string[] Titles = [.. First.Select(Csv.Title)];
    private static readonly string[] Counted = [.. Counting.Keys];

    public override IReadOnlyList<string> Leading => Titles;

    public override IReadOnlyList<string> Figures => Counted;

    internal override long Count(string figure, IReadOnlyList<string?> row) =>
        Rows.Where(it => Begins(it, row)).Sum(Counting[figure]);

    public override IResult File() => Csv.File(Name, Rows);

    private static bool Begins(T row, IReadOnlyList<string?> cells)
    {
        for (var i = 0; i < First.Length; i++)
        {
            if (Convert.ToString(Csv.Cell(First[i].GetValue(row)), CultureInfo.InvariantCulture) != (cells[i] ?? ""))
                return false;
        }

        return true;
    }
}
