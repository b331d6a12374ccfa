using System.Globalization;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>A site with a handful of interactions, and a figure that is known without reckoning.</summary>
/// <param name="Kind">What it is a case of.</param>
/// <param name="Sent">Each as <c>who time kind|name|path|address|referrer|agent</c>, parts at the end left out; a time
/// alone is of 10 June 2026.</param>
/// <param name="Asked">One of the questions of <see cref="Answer"/>, and what is added to its query.</param>
internal sealed record SmallCase(string Kind, string Says, string[] Sent, string Asked, string Expected)
{
    public string Zone { get; init; } = "UTC";
    public string WeekStart { get; init; } = "monday";

    /// <summary>Stages as <c>name=kind|names|path|prefix|count|visits</c>; the last is the goal.</summary>
    public string[] Funnel { get; init; } = ["A=page|a", "B=page|b", "C=track|c"];

    public async Task<string> Answer(Site site)
    {
        await site.Put("/v1/settings", new { timeZone = Zone, weekStart = WeekStart });
        await site.Put("/v1/funnels/f", new { stages = Funnel.Select((it, i) => Stage(it, i == Funnel.Length - 1)) });
        foreach (var call in Sent.Select(Call))
            await Site.Receipts(await site.Batch([call]));
        var (question, query) = Asked.Split('?') is [var one, var more] ? (one, "&" + more) : (Asked, "");
        return question switch
        {
            "visits" => await Rows("returns", "rows", "visits", "visitors"),
            "gaps" => await Rows("returns", "gaps", "afterVisit", "days"),
            "weeks" => await Rows("returns", "retention", "cohort", "week"),
            "life" => await Rows("returns", "lifecycle.rows", "state", "visitors"),
            "hours" => await Rows("stages", "arrivals", "hour", "stage"),
            "stages" => await Rows("stages", "rows", "stage", "visitors"),
            "regressions" => await Rows("stages", "regressions", "from", "to"),
            "dwell" => await Rows("stages", "dwell", "stage", "next", "medianDays"),
            "flow" => await Rows("flow", "rows", "visit", "from", "to"),
            "walk" => await Rows("funnel", "rows", "visitors"),
            "conversion" => await Rows("conversion-by-visit", "rows", "atRisk", "converted"),
            "days" => await Rows("time-to-convert", "byDays", "days", "converted"),
            _ => await Rows("campaigns", "rows", "value", "visitors"),
        };

        async Task<string> Rows(string report, string table, params string[] columns)
        {
            JsonNode rows = await site.Get($"/v1/reports/{report}?wait=true{query}");
            foreach (var part in table.Split('.'))
                rows = rows[part]!;
            return string.Join(
                ", ",
                rows.AsArray().Select(row => string.Join(' ', columns.Select(it => row![it]?.ToString() ?? "-")))
            );
        }
    }

    private static object Stage(string text, bool goal)
    {
        var (name, parts) = (text[..text.IndexOf('=')], text[(text.IndexOf('=') + 1)..].Split('|'));
        var rule = new Rule(
            Part(parts, 0),
            Part(parts, 1)?.Split('/'),
            Part(parts, 2),
            Part(parts, 3),
            int.Parse(Part(parts, 4) ?? "1", CultureInfo.InvariantCulture),
            int.Parse(Part(parts, 5) ?? "1", CultureInfo.InvariantCulture)
        );
        return new Stage(name, [rule], Goal: goal).Body;
    }

    private static JsonObject Call(string text)
    {
        var words = text.Split(' ', 3);
        var parts = words[2].Split('|');
        var (page, context) = (new JsonObject(), new JsonObject());
        Add(page, "path", Part(parts, 2));
        Add(page, "url", Part(parts, 3));
        Add(page, "referrer", Part(parts, 4));
        Add(context, "userAgent", Part(parts, 5));
        context["page"] = page;
        return new JsonObject
        {
            ["type"] = parts[0],
            ["messageId"] = Part(parts, 6) ?? Guid.NewGuid().ToString(),
            ["anonymousId"] = words[0],
            [parts[0] == "track" ? "event" : "name"] = parts[1],
            ["timestamp"] = words[1].Contains('T') ? words[1] : $"2026-06-10T{words[1]}Z",
            ["context"] = context,
        };
    }

    private static void Add(JsonObject to, string name, string? value)
    {
        if (value is not null)
            to[name] = value;
    }

    private static string? Part(string[] parts, int i) => parts.Length > i && parts[i].Length > 0 ? parts[i] : null;
}
