using System.Globalization;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>Asks for every report that can be counted plainly, and counts it.</summary>
internal sealed class Reading(Site site, Clocks clocks, IReadOnlyCollection<Act> acts)
{
    public static readonly Walk[] Walks =
    [
        new("ordered"),
        new("strict"),
        new("any"),
        new("ordered", TimeSpan.FromHours(24)),
        new("strict", TimeSpan.FromHours(24)),
        new("any", TimeSpan.FromHours(24)),
        new("ordered", Visits: 2),
        new("strict", Visits: 1),
        new("any", Visits: 2),
        new("ordered", Without: "ביטול"),
        new("any", TimeSpan.FromHours(36), Without: "ביטול"),
    ];

    private static readonly (string Name, Func<Relationship, string?> Of)[] Origins =
    [
        ("campaign", it => it.Campaign),
        ("referrer", it => it.Referrer),
        ("landing", it => it.Landing),
    ];

    public Ledger Ledger { get; } = new(site);

    /// <param name="at">As of when; now where absent.</param>
    public async Task Read(DateTimeOffset? at, DateOnly? from, DateOnly? to)
    {
        var crowd = Crowd.Of(clocks, acts, at ?? DateTimeOffset.UtcNow, from, to);
        var query =
            (
                at is { } then
                    ? $"at={then.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture)}"
                    : "wait=true"
            )
            + (from is { } first ? $"&from={first:yyyy-MM-dd}" : "")
            + (to is { } last ? $"&to={last:yyyy-MM-dd}" : "");
        await Returns(crowd, query);
        foreach (var plan in new[] { Story.Shop, Story.Loyal })
        {
            await Stages(crowd, plan, query);
            await Conversion(crowd, plan, query);
            await Campaigns(crowd, plan, query);
            if ((at, from, to) is (null, null, null))
                await new Tracing(Ledger, crowd, plan, query).Follow();
            foreach (var (i, walk) in Walks.Index())
                await Steps(crowd, plan, walk, Origins[i % Origins.Length], query);
        }
    }

    /// <summary>One visitor after the other, as of a moment.</summary>
    public async Task Look(Plan plan, DateTimeOffset at, int visitors)
    {
        var all = acts.Where(it => it.At <= at).GroupBy(it => it.Visitor).Take(visitors);
        foreach (var relationship in all.Select(it => new Relationship(it)))
        {
            var id = relationship.Acts[0].Visitor;
            var told = await site.Get(
                $"/v1/visitors/{id}?funnel={Uri.EscapeDataString(plan.Name)}&at={at.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z"
            );
            var where = $"{id} at {at:u} ";
            Ledger.Same(where + "visits", told["visits"], relationship.Visits.Count);
            Ledger.Same(where + "stage", told["stage"], plan.Told(relationship.StageAt(plan, at)));
            Ledger.Same(where + "converted", told["converted"], relationship.Converted(plan) is not null);
            Ledger.Same(where + "seen first", Moment(told["firstSeen"]), Moment(relationship.First));
            Ledger.Same(where + "seen last", Moment(told["lastSeen"]), Moment(relationship.Last));
        }
    }

    private static string Moment(JsonNode? told) => Moment((DateTimeOffset)told!);

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private async Task Returns(Crowd crowd, string query)
    {
        var report = await Ledger.Report("returns", null, query);
        var where = $"returns?{query} ";
        Ledger.Same(where + "visitors", report["visitors"], crowd.Visitors);
        Ledger.Same(where + "visits", report["visits"], crowd.Visits);
        Ledger.Same(where + "devices", report["asOf"]!["devices"]!["counted"], crowd.Devices);
        Ledger.Same(where + "returnVisits", report["returnVisits"], crowd.Visits - crowd.Visitors);
        Ledger.Same(where + "rows", report["rows"], ["visits", "visitors"], crowd.ByVisits());
        Ledger.Same(where + "gaps", report["gaps"], ["afterVisit", "days", "visitors"], crowd.Gaps());
        Ledger.Same(
            where + "retention",
            report["retention"],
            ["cohort", "week", "visitors", "returned", "share"],
            crowd.Retention()
        );
        Ledger.Same(where + "lifecycle", report["lifecycle"]!["rows"], ["state", "visitors"], crowd.Lifecycle());
        foreach (var (name, of) in Origins)
            Ledger.Same(
                $"returns?{query}&by={name}",
                (await Ledger.Report("returns", null, $"{query}&by={name}"))["groups"],
                ["value", "visitors", "returning", "returnVisits", "share", "low", "high"],
                crowd.Returning(of)
            );
    }

    private async Task Stages(Crowd crowd, Plan plan, string query)
    {
        var report = await Ledger.Report("stages", plan, query);
        var where = $"stages of {plan.Name}?{query} ";
        Ledger.Same(where + "rows", report["rows"], ["stage", "visitors"], crowd.Stages(plan));
        Ledger.Same(where + "regressions", report["regressions"], ["from", "to", "visits"], crowd.Regressions(plan));
        Ledger.Same(where + "arrivals", report["arrivals"], ["hour", "stage", "visitors"], crowd.Arrivals(plan));
        var dwelt = crowd.Dwelt(plan).ToLookup(it => (plan.Told(it.Stage), plan.Told(it.Next)), it => it.Days);
        Ledger.Same(
            where + "dwell",
            report["dwell"],
            ["stage", "next", "visitors"],
            dwelt.Select(it => new object?[] { it.Key.Item1, it.Key.Item2, it.Count() })
        );
        foreach (var row in report["dwell"]!.AsArray())
        {
            var days = dwelt[((string?)row!["stage"], (string?)row["next"])].Order().ToArray();
            var (told, middle) = ((int)row["medianDays"]!, days.Length / 2);
            Ledger.Same(
                $"{where} median days from {row["stage"]} to {row["next"]}",
                days.Length > 0 && told >= days[(days.Length - 1) / 2] && told <= days[middle],
                true
            );
        }

        var flow = await Ledger.Report("flow", plan, query);
        Ledger.Same(
            $"flow of {plan.Name}?{query}",
            flow["rows"],
            ["visit", "from", "returned", "to", "visitors"],
            crowd.Flow(plan)
        );
    }

    private async Task Conversion(Crowd crowd, Plan plan, string query)
    {
        await ByVisit(crowd.Conversion(plan), plan, query);
        await ByVisit(crowd.Attempts(plan), plan, query + "&unit=attempts");
        await ByVisit(crowd.Conversion(plan), plan, query + "&mix=7,0,2.5,1", 7, 0, 2.5, 1);
        var time = await Ledger.Report("time-to-convert", plan, query);
        Ledger.Same(
            $"time to convert {plan.Name}?{query} byVisit",
            time["byVisit"],
            ["visit", "atRisk", "converted", "notYet"],
            crowd.NotYet(plan)
        );
        Ledger.Same(
            $"time to convert {plan.Name}?{query} byDays",
            time["byDays"],
            ["days", "converted"],
            crowd.Days(plan)
        );
    }

    private static readonly string[] Columns = ["visit", "reached", "atRisk", "converted", "rate", "low", "high"];
    private static readonly string[] Standard = ["rate", "low", "high", "covered"];

    /// <param name="mix">What is asked for; the report's own where there is none.</param>
    private async Task ByVisit(Rates rates, Plan plan, string query, params double[] mix)
    {
        var where = $"conversion of {plan.Name}?{query} ";
        var report = await Ledger.Report("conversion-by-visit", plan, query);
        Ledger.Same(where, report["rows"], Columns, rates.ByVisit());
        string[] pooled = ["visitors", "converted", "rate", "low", "high"];
        Ledger.Same(where + "pooled", One(report["pooled"]), pooled, [rates.Pooled()]);
        Ledger.Same(
            where + "standardised",
            One(report["standardised"]),
            Standard,
            [rates.At(mix.Length > 0 ? mix : rates.Mix())]
        );
    }

    private async Task Campaigns(Crowd crowd, Plan plan, string query)
    {
        foreach (var (name, of) in Origins)
        {
            var expected = crowd.Campaigns(plan, of).ToList();
            var compared = expected.Select(it => it.Value).OrderDescending().Take(2).ToArray();
            var asked = compared.Length < 2 ? "" : string.Concat(compared.Select(it => "&compare=" + Escaped(it)));
            var where = $"campaigns of {plan.Name}?{query}&by={name}{asked} ";
            var report = await Ledger.Report("campaigns", plan, $"{query}&by={name}{asked}");
            Ledger.Same(
                where,
                report["rows"],
                ["value", "visitors", "converted"],
                expected.Select(it =>
                    new object?[] { it.Value }
                        .Concat(it.Rates.Pooled().Take(2))
                        .ToArray()
                )
            );
            foreach (var (value, rates) in expected)
            {
                var row = Row(report["rows"]!, value);
                Ledger.Same(where + value, row?["byVisit"] ?? new JsonArray(), Columns, rates.ByVisit());
                Ledger.Same(
                    where + value + " standardised",
                    One(row?["standardised"]),
                    Standard,
                    [rates.At(crowd.Conversion(plan).Mix())]
                );
            }

            if (asked.Length > 0)
                Ledger.Same(
                    where + "compared",
                    One(report["comparison"]),
                    ["difference", "low", "high", "covered", "mixDistance"],
                    [Named(compared[0]).Beside(Named(compared[1]))]
                );

            Rates Named(string? value) => expected.Single(it => it.Value == value).Rates;
        }
    }

    private static string Escaped(string? value) => Uri.EscapeDataString(value ?? "");

    private static JsonArray One(JsonNode? node) => node is null ? [] : [node.DeepClone()];

    private async Task Steps(
        Crowd crowd,
        Plan plan,
        Walk walk,
        (string Name, Func<Relationship, string?> Of) by,
        string query
    )
    {
        var where = $"funnel of {plan.Name}?{query}&{walk.Query}&by={by.Name} ";
        var report = await Ledger.Report("funnel", plan, $"{query}&{walk.Query}&by={by.Name}");
        var all = crowd.Steps(plan, walk, _ => null).Select(it => it.Rows).FirstOrDefault();
        string[] columns = ["stage", "visitors", "share"];
        Ledger.Same(where, report["rows"], columns, all ?? []);
        // Of whom nobody has begun, no walk is told.
        var begun = crowd.Steps(plan, walk, by.Of).Where(it => (int)it.Rows[0][1]! > 0).ToList();
        Ledger.Same(where + "groups", report["groups"], ["value"], begun.Select(it => new object?[] { it.Value }));
        foreach (var (value, rows) in begun)
            Ledger.Same(where + value, Row(report["groups"]!, value)?["rows"] ?? new JsonArray(), columns, rows);
    }

    private static JsonNode? Row(JsonNode rows, string? value) =>
        rows.AsArray().FirstOrDefault(it => (string?)it!["value"] == value);
}
