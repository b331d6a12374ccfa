using System.Text.Json.Nodes;
using JourneyEngine.Cli.Simulation;
using JourneyEngine.IntegrationTests.Replay;
using JourneyEngine.Settings;
using JourneyEngine.Sites.Identity;
using static JourneyEngine.IntegrationTests.Conversions.NaiveFold;

namespace JourneyEngine.IntegrationTests.Conversions;

/// <summary>Every report against a naive fold of what was sent: sort, walk, count. Page views of a real web site,
/// purchases of a real shop over eighteen months, and simulated visitors.</summary>
[Collection(EngineTests.Name)]
public sealed class every_report_is_checked_against_a_naive_fold(EngineFixture engine)
{
    [SkippableFact]
    public async Task over_page_views_of_a_real_web_site() =>
        await Looks(
            new History(
                Shared.Lines("data/weblog.ndjson.gz"),
                [
                    ("Visitor", []),
                    ("Reader", ["blog", "articles"]),
                    ("Explorer", ["projects", "presentations"]),
                    ("Downloader", ["files"]),
                ],
                "referrer",
                new DateTimeOffset(2015, 6, 20, 12, 0, 0, TimeSpan.Zero)
            )
        );

    [SkippableFact]
    public async Task over_eighteen_months_of_a_real_shop_s_orders() =>
        await Looks(
            new History(
                Shared.Lines("data/cdnow.ndjson.gz"),
                [("Known", []), ("Customer", ["Order Completed"])],
                "campaign",
                new DateTimeOffset(1998, 7, 1, 0, 0, 0, TimeSpan.Zero)
            )
        );

    /// <param name="clock">What the clock shows, in seconds: steps within it have the very same time.</param>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    public async Task over_simulated_visitors(int clock)
    {
        var now = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        var messages = Simulator
            .Run(Truth.Demo with { Bots = 0, WrongClocks = 0, Duplicates = 0 }, visitors: 300, seed: 5, now)
            .Select(it =>
                clock == 0 ? it : it with { At = it.At.AddTicks(-(it.At.Ticks % (clock * TimeSpan.TicksPerSecond))) }
            )
            .ToList();
        await Looks(Of(messages, now));
    }

    /// <summary>Of whom some share a device, some sign in late or never, and some withdraw.</summary>
    [Fact]
    public async Task over_people_on_several_devices()
    {
        var now = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Sites),
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (seed, _) =>
            {
                var (site, random) = (await engine.NewSite(), new Random(seed));
                var recognise = seed % 2 == 0 ? "claimed" : "vouched";
                await site.Put("/v1/settings", new { recognise });
                var secret = (string)(await site.Put("/v1/identity-secrets/pages", new { }))["secret"]!;
                var messages = Simulator
                    .Run(Truth.People with { Bots = 0, WrongClocks = 0, Duplicates = 0 }, visitors: 40, seed, now)
                    .Select(it =>
                        it.User is { } user && random.Next(4) == 0
                            ? it with
                            {
                                Proof = IdentityProof.Of(secret, user),
                            }
                            : it
                    )
                    .ToList();
                await Compare(site, Of(messages, now) with { Counted = CountedAs(messages, recognise) });
            }
        );
        (await engine.Differences()).Should().BeEmpty();
    }

    private static int Sites => SettingsReader.OfEnvironment().Read<TestSettings>().Long == 1 ? 200 : 8;

    private static History Of(IReadOnlyList<Message> messages, DateTimeOffset end) =>
        new(
            [.. messages.Select(Line)],
            [
                ("Visitor", []),
                ("Reader", ["article"]),
                ("Shopper", ["product", "pricing"]),
                ("Customer", ["Signed Up"]),
            ],
            "campaign",
            end
        );

    private async Task Looks(History history)
    {
        await Compare(await engine.NewSite(), history);
        (await engine.Differences()).Should().BeEmpty();
    }

    private static async Task Compare(Site site, History history)
    {
        await site.Put("/v1/funnels/f", history.Funnel);
        await Weblog.Send(site, history.Lines, 7);
        var visitors = history
            .Lines.Select(Read)
            .GroupBy(it => history.Counted(it.Visitor))
            .Select(it =>
                it.OrderBy(hit => hit.At)
                    .ThenBy(hit => hit.Name, StringComparer.Ordinal)
                    .ThenBy(hit => hit.Path, StringComparer.Ordinal)
                    .ToArray()
            )
            .ToArray();

        await Returns(site, visitors, history.End);
        await Stages(site, visitors, history);
        await Attempts(site, visitors, history);
        await NaiveTrend.Compare(site, visitors, history);
        await Origins(site, visitors, history);
        await Walks(site, visitors, history, "ordered", TimeSpan.FromHours(12));
        await Walks(site, visitors, history, "any", null);
        await Walks(site, visitors, history, "strict", null);
    }

    private static async Task Returns(Site site, Hit[][] visitors, DateTimeOffset end)
    {
        var report = await site.Get($"/v1/reports/returns?at={end:yyyy-MM-ddTHH:mm:ssZ}");
        var visits = visitors.Select(Visits).ToArray();

        Same(
            Rows(report["gaps"]!, "afterVisit", "days", "visitors"),
            visits
                .SelectMany(it =>
                    it.Skip(1)
                        .Select(
                            (visit, i) =>
                                (After: Math.Min(20, i + 1), Days: (int)(visit[0].At - it[i][^1].At).TotalDays)
                        )
                )
                .CountBy(it => it)
                .Select(it => $"{it.Key.After} {it.Key.Days} {it.Value}")
        );
        Same(
            Rows(report["lifecycle"]!["rows"]!, "state", "visitors"),
            visits
                .Select(it =>
                    (end.Date - it[^1][^1].At.UtcDateTime.Date).TotalDays > 30 ? "dormant"
                    : it.Count == 1 ? "new"
                    : it[^1][0].At - it[^2][^1].At > TimeSpan.FromDays(30) ? "wonBack"
                    : "returning"
                )
                .Concat(["new", "returning", "dormant", "wonBack"])
                .CountBy(it => it)
                .Select(it => $"{it.Key} {it.Value - 1}")
        );
        var monday = new DateOnly(1990, 1, 1);
        Same(
            Rows(report["retention"]!, "cohort", "visitors", "week", "returned"),
            visits
                .SelectMany(it =>
                    it.Select(visit =>
                            (
                                Cohort: Week(it[0][0]),
                                Week: (int)(visit[0].At.UtcDateTime.Date - it[0][0].At.UtcDateTime.Date).TotalDays / 7
                            )
                        )
                        .Distinct()
                )
                .CountBy(it => it)
                .Select(it =>
                    $"{monday.AddDays(7 * it.Key.Cohort):yyyy-MM-dd} {visits.Count(one => Week(one[0][0]) == it.Key.Cohort)} {it.Key.Week} {it.Value}"
                )
        );

        int Week(Hit first) => (DateOnly.FromDateTime(first.At.UtcDateTime).DayNumber - monday.DayNumber) / 7;
    }

    private static async Task Stages(Site site, Hit[][] visitors, History history)
    {
        var report = await site.Get("/v1/reports/stages?wait=true");
        var dwelt = visitors.SelectMany(hits =>
        {
            var reached = history.Stages.Select(it => hits.FirstOrDefault(hit => Fits(it.Evidence, hit))?.At).ToArray();
            return reached.SelectMany(
                (at, i) =>
                    reached
                        .Select((then, j) => (j, then))
                        .Where(it => it.j > i && it.then > at)
                        .OrderBy(it => it.then)
                        .ThenByDescending(it => it.j)
                        .Take(1)
                        .Select(it => (Stage: history.Stages[i].Name, Next: history.Stages[it.j].Name))
            );
        });
        Same(
            Rows(report["dwell"]!, "stage", "next", "visitors"),
            dwelt.CountBy(it => it).Select(it => $"{it.Key.Stage} {it.Key.Next} {it.Value}")
        );

        Same(
            Rows(report["arrivals"]!, "hour", "stage", "visitors"),
            visitors
                .Select(hits => (hits[0].At.UtcDateTime.Hour, Stage: history.Furthest(Visits(hits)[0])))
                .CountBy(it => it)
                .Select(it => $"{it.Key.Hour} {(it.Key.Stage < 0 ? "" : history.Stages[it.Key.Stage].Name)} {it.Value}")
        );

        var fell = visitors.SelectMany(hits =>
            Visits(hits)
                .Skip(1)
                .Select(visit =>
                    (Before: history.Furthest(hits.Where(it => it.At < visit[0].At)), Alone: history.Furthest(visit))
                )
                .Where(it => it.Alone < it.Before)
        );
        Same(
            Rows(report["regressions"]!, "from", "to", "visits"),
            fell.CountBy(it => it)
                .Select(it =>
                    $"{history.Stages[it.Key.Before].Name} {(it.Key.Alone < 0 ? "" : history.Stages[it.Key.Alone].Name)} {it.Value}"
                )
        );
    }

    private static async Task Attempts(Site site, Hit[][] visitors, History history)
    {
        var report = await site.Get("/v1/reports/conversion-by-visit?unit=attempts&wait=true");
        var (reached, converted) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        foreach (var hits in visitors)
        {
            var (number, last) = (0, hits[0].At);
            foreach (var visit in Visits(hits))
            {
                (number, last) = (visit[0].At - last > TimeSpan.FromDays(30) ? 0 : number, visit[^1].At);
                reached[++number] = reached.GetValueOrDefault(number) + 1;
                if (!history.Converts(visit))
                    continue;
                converted[number] = converted.GetValueOrDefault(number) + 1;
                number = 0;
            }
        }

        Rows(report["rows"]!, "visit", "atRisk", "converted")
            .Should()
            .Equal(
                reached.OrderBy(it => it.Key).Select(it => $"{it.Key} {it.Value} {converted.GetValueOrDefault(it.Key)}")
            );
    }

    private static async Task Origins(Site site, Hit[][] visitors, History history)
    {
        var report = await site.Get($"/v1/reports/campaigns?by={history.By}&wait=true");
        var groups = visitors.ToLookup(hits =>
            hits.Where(it => it.At == hits[0].At)
                .Select(it => history.By == "referrer" ? it.Referrer : it.Campaign)
                .OfType<string>()
                .Min(StringComparer.Ordinal)
        );
        foreach (var row in report["rows"]!.AsArray())
        {
            var group = groups[(string?)row!["value"]]
                .Select(hits => (Visits: Visits(hits).Count, Converted: Visits(hits).FindIndex(history.Converts) + 1))
                .ToArray();
            ((int)row["visitors"]!).Should().Be(group.Length);
            Rows(row["byVisit"]!, "visit", "reached", "atRisk", "converted")
                .Should()
                .Equal(
                    Enumerable
                        .Range(1, group.Max(it => it.Visits))
                        .Select(visit =>
                            $"{visit} {group.Count(it => it.Visits >= visit)} {group.Count(it => it.Visits >= visit && (it.Converted == 0 || it.Converted >= visit))} {group.Count(it => it.Converted == visit)}"
                        )
                );
        }

        (report["rows"]!.AsArray().Count + (int)report["left"]!).Should().Be(groups.Count);
    }

    private static async Task Walks(Site site, Hit[][] visitors, History history, string order, TimeSpan? within)
    {
        var report = await site.Get(
            $"/v1/reports/funnel?order={order}&within={(within is { } span ? $"{span.TotalHours}h" : "")}&wait=true"
        );
        var furthest = visitors
            .Select(hits => Enumerable.Range(0, hits.Length).Max(first => Walk(hits[first..], history, order, within)))
            .ToArray();

        Rows(report["rows"]!, "stage", "visitors")
            .Should()
            .Equal(history.Stages.Select((stage, i) => $"{stage.Name} {furthest.Count(it => it > i)}"));
    }

    /// <remarks>Sorted first: to look for each of ten thousand rows among all others takes minutes.</remarks>
    private static void Same(IEnumerable<string> rows, IEnumerable<string> counted) =>
        rows.Order(StringComparer.Ordinal).Should().Equal(counted.Order(StringComparer.Ordinal));

    private static IEnumerable<string> Rows(JsonNode rows, params string[] columns) =>
        rows.AsArray().Select(row => string.Join(' ', columns.Select(column => row![column]?.ToString())));
}
