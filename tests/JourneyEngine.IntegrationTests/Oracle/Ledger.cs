using System.Globalization;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>Sets what a report says beside what is expected, and keeps every difference.</summary>
internal sealed class Ledger(Site site)
{
    private readonly List<string> _differences = [];

    public IReadOnlyList<string> Differences => _differences;

    public int Compared { get; private set; }

    public Task<JsonObject> Report(string name, Plan? plan, string query) =>
        site.Get($"/v1/reports/{name}?{(plan is null ? "" : $"funnel={Uri.EscapeDataString(plan.Name)}&")}{query}");

    public void Same(string what, JsonNode? rows, string[] columns, IEnumerable<object?[]> expected)
    {
        var told = rows!.AsArray().Select(row => Line(columns.Select(it => Value(row![it])))).ToList();
        var counted = expected.Select(it => Line(it.Select(Text))).ToList();
        Compared += counted.Count;
        Note(what, told.Except(counted), "is told");
        Note(what, counted.Except(told), "is expected");
        if (told.Count != told.Distinct().Count())
            _differences.Add(what + ": a row is told twice");
    }

    public void Same(string what, object? told, object? expected)
    {
        Compared++;
        var text = told is JsonNode node ? Value(node) : Text(told);
        if (text != Text(expected))
            _differences.Add($"{what}: {text} is told, {Text(expected)} is expected");
    }

    private void Note(string what, IEnumerable<string> rows, string kind) =>
        _differences.AddRange(rows.Select(it => $"{what}: [{it}] {kind}"));

    private static string Line(IEnumerable<string> cells) => string.Join(" | ", cells);

    private static string Value(JsonNode? cell) =>
        cell is JsonValue value && value.TryGetValue<double>(out var number) ? Text(number) : Text(cell?.ToString());

    private static string Text(object? cell) =>
        cell switch
        {
            null => "-",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            bool truth => truth ? "true" : "false",
            IConvertible number when number is not string => Math.Round(
                    number.ToDouble(CultureInfo.InvariantCulture),
                    9
                )
                .ToString(CultureInfo.InvariantCulture),
            _ => cell.ToString()!,
        };
}
