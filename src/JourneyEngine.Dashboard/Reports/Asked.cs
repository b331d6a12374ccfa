using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace JourneyEngine.Dashboard.Reports;

/// <summary>What the address of a page asks of its reports. Values go to the API as they are: it knows which it takes, and says so.</summary>
/// <param name="From">First day of visitors' first interactions, UTC.</param>
/// <param name="To">Last such day.</param>
/// <param name="At">As of which moment; now where absent.</param>
/// <param name="Slot">Only what a slot decided.</param>
public sealed record Asked(string? Funnel, string? From, string? To, string? At, string? Slot = null)
{
    private static readonly string[] OfOneReport = ["by", "order", "within", "table"];

    /// <summary>What only one report is asked.</summary>
    public IReadOnlyDictionary<string, string> Own { get; init; } = new Dictionary<string, string>();

    public static Asked Of(IQueryCollection query) => new(Given(query, "funnel"), Given(query, "from"), Given(query, "to"), Given(query, "at"), Given(query, "slot"))
    {
        Own = OfOneReport.Select(it => (Name: it, Value: Given(query, it))).Where(it => it.Value is not null).ToDictionary(it => it.Name, it => it.Value!),
    };

    /// <summary>What goes along from page to page.</summary>
    public Asked Everywhere => this with { Slot = null, Own = new Dictionary<string, string>() };

    /// <summary>This, as the query of an address.</summary>
    public string On(string path) => QueryHelpers.AddQueryString(path, Parts());

    private IEnumerable<KeyValuePair<string, string?>> Parts() =>
        new (string Name, string? Value)[] { ("funnel", Funnel), ("from", From), ("to", To), ("at", At), ("slot", Slot) }
            .Concat(Own.Select(it => (it.Key, (string?)it.Value))).Where(it => it.Item2 is not null).Select(it => KeyValuePair.Create(it.Item1, it.Item2));

    private static string? Given(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } value ? value : null;
}
