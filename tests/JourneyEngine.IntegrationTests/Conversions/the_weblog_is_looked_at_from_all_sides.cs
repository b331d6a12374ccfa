using System.Globalization;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Replay;

namespace JourneyEngine.IntegrationTests.Conversions;

/// <summary>Every report of the weblog against a naive fold of its lines: sort, walk, count.</summary>
[Collection(EngineTests.Name)]
public sealed class the_weblog_is_looked_at_from_all_sides(EngineFixture engine)
{
    /// <summary>Names of pages; any where there are none.</summary>
    private static readonly string[][] Stages = [[], ["blog", "articles"], ["projects", "presentations"], ["files"]];
    private static readonly string[] Names = ["Visitor", "Reader", "Explorer", "Downloader"];
    private static readonly DateTimeOffset End = new(2015, 6, 20, 12, 0, 0, TimeSpan.Zero);

    private sealed record Hit(string Visitor, DateTimeOffset At, string Name, string? Path, string? Referrer);

    [SkippableFact]
    public async Task and_every_figure_is_that_of_a_naive_fold()
    {
        var lines = Shared.Lines("data/weblog.ndjson.gz");
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await Weblog.Send(site, lines, 7);
        var visitors = lines.Select(Read).GroupBy(it => it.Visitor).Select(it => it.OrderBy(hit => hit.At).ThenBy(hit => hit.Name, StringComparer.Ordinal).ThenBy(hit => hit.Path, StringComparer.Ordinal).ToArray()).ToArray();

        await Returns(site, visitors);
        await Dwell(site, visitors);
        await Attempts(site, visitors);
        await Referrers(site, visitors);
        await Walks(site, visitors, "ordered", TimeSpan.FromHours(12));
        await Walks(site, visitors, "any", null);
        await Walks(site, visitors, "strict", null);
        (await engine.Differences()).Should().BeEmpty();
    }

    private static async Task Returns(Site site, Hit[][] visitors)
    {
        var report = await site.Get($"/v1/reports/returns?at={End:yyyy-MM-ddTHH:mm:ssZ}");
        var visits = visitors.Select(Visits).ToArray();

        Rows(report["gaps"]!, "afterVisit", "days", "visitors").Should().BeEquivalentTo(
            visits.SelectMany(it => it.Skip(1).Select((visit, i) => (After: i + 1, Days: (int)(visit[0].At - it[i][^1].At).TotalDays))).CountBy(it => it).Select(it => $"{it.Key.After} {it.Key.Days} {it.Value}"));
        Rows(report["lifecycle"]!["rows"]!, "state", "visitors").Should().BeEquivalentTo(visits.Select(it =>
            (End.Date - it[^1][^1].At.UtcDateTime.Date).TotalDays > 30 ? "dormant" : it.Count == 1 ? "new" : it[^1][0].At - it[^2][^1].At > TimeSpan.FromDays(30) ? "wonBack" : "returning")
            .Concat(["new", "returning", "dormant", "wonBack"]).CountBy(it => it).Select(it => $"{it.Key} {it.Value - 1}"));
        var monday = new DateOnly(2015, 5, 11);
        Rows(report["retention"]!, "cohort", "visitors", "week", "returned").Should().BeEquivalentTo(
            visits.SelectMany(it => it.Select(visit => (Cohort: Week(it[0][0]), Week: (int)(visit[0].At.UtcDateTime.Date - it[0][0].At.UtcDateTime.Date).TotalDays / 7)).Distinct())
                .CountBy(it => it).Select(it => $"{monday.AddDays(7 * it.Key.Cohort):yyyy-MM-dd} {visits.Count(one => Week(one[0][0]) == it.Key.Cohort)} {it.Key.Week} {it.Value}"));

        int Week(Hit first) => (DateOnly.FromDateTime(first.At.UtcDateTime).DayNumber - monday.DayNumber) / 7;
    }

    private static async Task Dwell(Site site, Hit[][] visitors)
    {
        var report = await site.Get("/v1/reports/stages?wait=true");
        var dwelt = visitors.SelectMany(hits =>
        {
            var reached = Stages.Select(names => hits.FirstOrDefault(hit => Fits(names, hit))?.At).ToArray();
            return reached.SelectMany((at, i) => reached.Select((then, j) => (j, then)).Where(it => it.j > i && it.then > at).OrderBy(it => it.then).ThenByDescending(it => it.j).Take(1)
                .Select(it => (Stage: Names[i], Next: Names[it.j])));
        });
        Rows(report["dwell"]!, "stage", "next", "visitors").Should().BeEquivalentTo(dwelt.CountBy(it => it).Select(it => $"{it.Key.Stage} {it.Key.Next} {it.Value}"));

        var fell = visitors.SelectMany(hits => Visits(hits).Skip(1).Select(visit => (Before: Furthest(hits.Where(it => it.At < visit[0].At)), Alone: Furthest(visit))).Where(it => it.Alone < it.Before));
        Rows(report["regressions"]!, "from", "to", "visits").Should().BeEquivalentTo(
            fell.CountBy(it => it).Select(it => $"{Names[it.Key.Before]} {(it.Key.Alone < 0 ? "" : Names[it.Key.Alone])} {it.Value}"));
    }

    private static async Task Attempts(Site site, Hit[][] visitors)
    {
        var report = await site.Get("/v1/reports/conversion-by-visit?unit=attempts&wait=true");
        var (reached, converted) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        foreach (var hits in visitors)
        {
            // No pause of this fortnight makes an attempt lapse.
            var number = 0;
            foreach (var visit in Visits(hits))
            {
                reached[++number] = reached.GetValueOrDefault(number) + 1;
                if (Furthest(visit) < 3)
                    continue;
                converted[number] = converted.GetValueOrDefault(number) + 1;
                number = 0;
            }
        }

        Rows(report["rows"]!, "visit", "atRisk", "converted").Should().Equal(reached.OrderBy(it => it.Key).Select(it => $"{it.Key} {it.Value} {converted.GetValueOrDefault(it.Key)}"));
    }

    private static async Task Referrers(Site site, Hit[][] visitors)
    {
        var report = await site.Get("/v1/reports/campaigns?by=referrer&compare=&compare=www.google.com&wait=true");
        var byHost = visitors.ToLookup(hits => hits.Where(it => it.At == hits[0].At).Select(it => it.Referrer).Order(StringComparer.Ordinal).First());
        foreach (var row in report["rows"]!.AsArray().Take(10))
        {
            var group = byHost[(string?)row!["value"]].Select(hits => (Visits: Visits(hits).Count, Converted: Visits(hits).FindIndex(visit => Furthest(visit) == 3) + 1)).ToArray();
            ((int)row["visitors"]!).Should().Be(group.Length);
            Rows(row["byVisit"]!, "visit", "atRisk", "converted").Should().Equal(Enumerable.Range(1, group.Max(it => it.Converted > 0 ? it.Converted : it.Visits)).Select(visit =>
                $"{visit} {group.Count(it => it.Visits >= visit && (it.Converted == 0 || it.Converted >= visit))} {group.Count(it => it.Converted == visit)}"));
        }

        report["rows"]!.AsArray().Sum(it => (int)it!["visitors"]!).Should().BeGreaterThan(500);
        ((string)report["comparison"]!["b"]!).Should().Be("www.google.com");
    }

    private static async Task Walks(Site site, Hit[][] visitors, string order, TimeSpan? within)
    {
        var report = await site.Get($"/v1/reports/funnel?order={order}&within={(within is { } span ? $"{span.TotalHours}h" : "")}&wait=true");
        var furthest = visitors.Select(hits => Enumerable.Range(0, hits.Length).Max(first => Walk(hits[first..], order, within))).ToArray();

        Rows(report["rows"]!, "stage", "visitors").Should().Equal(Names.Select((name, i) => $"{name} {furthest.Count(it => it > i)}"));
    }

    private static int Walk(Hit[] hits, string order, TimeSpan? within)
    {
        if (order == "any")
            return Stages.TakeWhile(names => hits.Any(it => Fits(names, it))).Count();
        var (step, start) = (0, default(DateTimeOffset?));
        foreach (var hit in hits)
        {
            if (step == Stages.Length || hit.At - start > within)
                break;
            if (Fits(Stages[step], hit))
                (step, start) = (step + 1, start ?? hit.At);
            else if (order == "strict")
                break;
        }

        return step;
    }

    private static bool Fits(string[] names, Hit hit) => names.Length == 0 || names.Contains(hit.Name);

    private static int Furthest(IEnumerable<Hit> hits) => hits.Max(hit => Array.FindLastIndex(Stages, names => Fits(names, hit)));

    private static List<List<Hit>> Visits(Hit[] sorted)
    {
        var visits = new List<List<Hit>>();
        foreach (var hit in sorted)
        {
            if (visits.Count == 0 || hit.At - visits[^1][^1].At > TimeSpan.FromMinutes(30))
                visits.Add([]);
            visits[^1].Add(hit);
        }

        return visits;
    }

    private static Hit Read(JsonObject line) => new(
        (string)line["anonymousId"]!, DateTimeOffset.Parse((string)line["timestamp"]!, CultureInfo.InvariantCulture), (string)line["name"]!, (string?)line["context"]?["page"]?["path"],
        Uri.TryCreate((string?)line["context"]?["page"]?["referrer"], UriKind.Absolute, out var referrer) ? referrer.Host : null);

    private static IEnumerable<string> Rows(JsonNode rows, params string[] columns) => rows.AsArray().Select(row => string.Join(' ', columns.Select(column => row![column]?.ToString())));
}
