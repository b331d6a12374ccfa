using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace JourneyEngine.Dashboard.Reports;

/// <summary>What the address of a page asks of its reports. Values go to the API as they are: it knows which it takes,
/// and says so.</summary>
/// <param name="From">First day of visitors' first interactions, or of what happened where a report is about that; in the
/// site's time zone.</param>
/// <param name="To">Last such day.</param>
/// <param name="At">As of which moment; now where absent.</param>
/// <param name="Slot">Only what a slot decided.</param>
public sealed record ReportRequest(string? Funnel, string? From, string? To, string? At, string? Slot = null)
{
    private static readonly string[] OfOneReport =
    [
        "by",
        "order",
        "within",
        "table",
        "figure",
        "metric",
        "interval",
        "visit",
    ];

    /// <summary>The cells that the row of a figure begins with, where the visitors behind it are asked for; see
    /// <see cref="Behind"/>.</summary>
    public IReadOnlyList<string> Row { get; init; } = [];

    /// <summary>Two values to set side by side, an empty one for nothing said; none where they are the same.</summary>
    public IReadOnlyList<string> Compared { get; init; } = [];

    /// <summary>What only one report is asked.</summary>
    public IReadOnlyDictionary<string, string> Own { get; init; } = new Dictionary<string, string>();

    public static ReportRequest Of(IQueryCollection query) =>
        new(Given(query, "funnel"), Given(query, "from"), Given(query, "to"), Given(query, "at"), Given(query, "slot"))
        {
            Row = [.. query["row"].Select(it => it ?? "")],
            Compared = query["compare"].Select(it => it ?? "").Distinct().ToArray() is { Length: 2 } two ? two : [],
            Own = OfOneReport
                .Select(it => (Name: it, Value: Given(query, it)))
                // Two are set side by side; one says what all are set beside.
                .Append((Name: "compare", Value: query["compare"].Count == 1 ? Given(query, "compare") : null))
                .Where(it => it.Value is not null)
                .ToDictionary(it => it.Name, it => it.Value!),
        };

    /// <summary>What goes along from page to page.</summary>
    public ReportRequest Everywhere =>
        this with
        {
            Slot = null,
            Row = [],
            Compared = [],
            Own = new Dictionary<string, string>(),
        };

    /// <summary>Whether it asks for visitors, not for sums.</summary>
    public bool IsOfVisitors => Own.ContainsKey("figure");

    /// <summary>The same, asked for the visitors behind a figure.</summary>
    /// <param name="table">Which table of the report, where it has several.</param>
    /// <param name="figure">Column of the figure, by its name in the API.</param>
    /// <param name="row">The cells that its row begins with.</param>
    public ReportRequest Behind(string? table, string figure, IEnumerable<object?> row) =>
        this with
        {
            Own = Own.Where(it => it.Key is not ("table" or "figure"))
                .Append(KeyValuePair.Create("figure", figure))
                .Concat(table is null ? [] : [KeyValuePair.Create("table", table)])
                .ToDictionary(),
            Row =
            [
                .. row.Select(it =>
                    it is bool truth
                        ? truth
                            ? "true"
                            : "false"
                        : Convert.ToString(it, CultureInfo.InvariantCulture) ?? ""
                ),
            ],
        };

    /// <summary>This, as the query of an address.</summary>
    public string On(string path) => QueryHelpers.AddQueryString(path, Parts());

    private IEnumerable<KeyValuePair<string, string?>> Parts() =>
        new (string Name, string? Value)[]
        {
            ("funnel", Funnel),
            ("from", From),
            ("to", To),
            ("at", At),
            ("slot", Slot),
        }
            .Concat(Own.Select(it => (it.Key, (string?)it.Value)))
            .Concat(Row.Select(it => ("row", (string?)it)))
            .Concat(Compared.Select(it => ("compare", (string?)it)))
            .Where(it => it.Item2 is not null)
            .Select(it => KeyValuePair.Create(it.Item1, it.Item2));

    private static string? Given(IQueryCollection query, string name) =>
        query[name].ToString() is { Length: > 0 } value ? value : null;
}
