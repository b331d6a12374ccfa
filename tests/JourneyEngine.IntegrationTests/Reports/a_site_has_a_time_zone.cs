using System.Globalization;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Replay;

namespace JourneyEngine.IntegrationTests.Reports;

/// <summary>Around 8 March 2026 in New York, whose clocks went from 2:00 to 3:00 then: a day of 23 hours.</summary>
[Collection(EngineTests.Name)]
public sealed class a_site_has_a_time_zone(EngineFixture engine)
{
    /// <summary>First interactions; the hour in New York, and the day, are told beside.</summary>
    private static readonly (string Visitor, string At)[] Came =
    [
        ("7 March 23:30", "2026-03-08T04:30:00Z"),
        ("8 March 0:00", "2026-03-08T05:00:00Z"),
        ("8 March 1:59", "2026-03-08T06:59:59.999Z"),
        ("8 March 3:00", "2026-03-08T07:00:00Z"),
        ("8 March 23:59", "2026-03-09T03:59:59.999Z"),
        ("9 March 0:00", "2026-03-09T04:00:00Z"),
        ("9 March 0:30", "2026-03-09T04:30:00Z"),
    ];

    [Fact]
    public async Task by_which_its_days_weeks_and_hours_are_counted_from_the_beginning()
    {
        var site = await Sent();
        (await Visitors(site, "8")).Should().Be(4, "by UTC");

        await site.Put("/v1/settings", new { timeZone = "America/New_York", weekStart = "saturday" });

        (await Visitors(site, "7")).Should().Be(1);
        (await Visitors(site, "8")).Should().Be(4);
        (await Visitors(site, "9")).Should().Be(2);
        var arrivals = await site.Get("/v1/reports/stages?from=2026-03-08&to=2026-03-08&wait=true");
        Hours(arrivals).Should().Equal(0, 1, 3, 23);
        Weeks(await site.Get("/v1/reports/returns?wait=true")).Should().Equal("2026-03-07");
        await site.Put("/v1/settings", new { weekStart = "sunday" });
        Weeks(await site.Get("/v1/reports/returns?wait=true")).Should().Equal("2026-03-01", "2026-03-08");
        (await Cohorts(site)).Should().Equal("2026-03-07 1", "2026-03-08 4", "2026-03-09 2");

        await site.Put("/v1/settings", new { timeZone = "Asia/Jerusalem" });

        (await Visitors(site, "8")).Should().Be(4);
        Hours(await site.Get("/v1/reports/stages?from=2026-03-08&to=2026-03-08&wait=true")).Should().Equal(6, 7, 8, 9);
    }

    [Fact]
    public async Task by_which_a_moment_without_a_zone_is_read()
    {
        var site = await Sent();
        await site.Put("/v1/settings", new { timeZone = "America/New_York" });

        async Task<(long, string)> Before(string at)
        {
            var report = await site.Get($"/v1/reports/returns?at={at}");
            return ((long)report["visitors"]!, (string)report["asOf"]!["time"]!);
        }

        (await Before("2026-03-09")).Should().Be((6, "2026-03-09T00:00:00-04:00"));
        (await Before("2026-03-08T23:59")).Should().Be((4, "2026-03-08T23:59:00-04:00"));
        (await Before("2026-03-08T00:00")).Should().Be((2, "2026-03-08T00:00:00-05:00"));
        (await Before("2026-03-08T00:00Z")).Should().Be((0, "2026-03-07T19:00:00-05:00"));
        (await Before("2026-03-09T02:00%2B09:00")).Should().Be((4, "2026-03-08T13:00:00-04:00"));
        (await Before("1880-01-01")).Item1.Should().Be(0, "its clocks were 4 hours, 56 minutes and 2 seconds off then");
        (await site.Get("/v1/reports/funnel?at=2026-03-09"))["asOf"]!["time"]!
            .ToString()
            .Should()
            .Be("2026-03-09T00:00:00-04:00");
        var visitor = await site.Get("/v1/visitors/9%20March%200:00?at=2026-03-09T00:00");
        visitor["visits"]!.ToString().Should().Be("1");
        var consent = await site.Send(
            HttpMethod.Get,
            "/v1/privacy/consent?visitor=9%20March%200:00&at=2026-03-09T00:00",
            site.AdminKey,
            null
        );
        (await consent.Content.ReadAsStringAsync()).Should().Contain("\"at\":\"2026-03-09T04:00:00");
        (await site.Ask("/v1/visitors/9%20March%200:00?at=2026-03-08T23:59"))
            .StatusCode.ToString()
            .Should()
            .Be("NotFound");
    }

    [Fact]
    public async Task by_which_every_way_of_asking_chooses_the_same_visitors()
    {
        var site = await Sent();
        await site.Put("/v1/settings", new { timeZone = "America/New_York", weekStart = "saturday" });
        const string day = "from=2026-03-08&to=2026-03-08&wait=true";

        (await Rows("/v1/reports/returns?" + day)).Should().Be(4);
        (await Rows($"/v1/reports/returns?{day}&at=2026-06-01")).Should().Be(4);
        (await site.Get($"/v1/reports/returns?{day}&figure=visitors&row=1"))["streams"]!
            .AsArray()
            .Should()
            .HaveCount(4);
        (await site.Get("/v1/reports/funnel?" + day))["rows"]![0]!["visitors"]!.ToString().Should().Be("4");
        var csv = await (
            await site.Ask($"/v1/reports/returns?{day}&table=retention&format=csv")
        ).Content.ReadAsStringAsync();
        csv.Trim('\uFEFF').Split("\r\n")[1].Should().StartWith("2026-03-07,0,4,4,1");
        var live = await site.Get("/v1/reports/returns?" + day);
        var then = await site.Get($"/v1/reports/returns?{day}&at=2026-12-31T23:59:59");
        then["retention"]!.ToJsonString().Should().Be(live["retention"]!.ToJsonString());

        async Task<long> Rows(string path) =>
            (await site.Get(path))["rows"]!.AsArray().Sum(it => (long)it!["visitors"]!);
    }

    private async Task<Site> Sent()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Accepted([
            .. Came.Select(it =>
                Calls.Page(it.Visitor, "home", DateTimeOffset.Parse(it.At, CultureInfo.InvariantCulture))
            ),
        ]);
        return site;
    }

    private static async Task<long> Visitors(Site site, string day) =>
        (long)(await site.Get($"/v1/reports/returns?from=2026-03-0{day}&to=2026-03-0{day}&wait=true"))["visitors"]!;

    private static IEnumerable<int> Hours(JsonObject stages) =>
        stages["arrivals"]!.AsArray().Select(it => (int)it!["hour"]!);

    private static IEnumerable<string> Weeks(JsonObject returns) =>
        returns["retention"]!.AsArray().Select(it => (string)it!["cohort"]!).Distinct();

    private async Task<IReadOnlyList<string>> Cohorts(Site site) =>
        await engine.Column(
            $"select cohort || ' ' || sum(visitors) from bi.v1_returns where site = '{site.Name}' group by cohort "
                + "order by cohort"
        );
}
