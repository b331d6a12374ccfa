using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Trends;

/// <summary>Around 8 March 2026 in New York, whose clocks went from 2:00 to 3:00 then.</summary>
[Collection(EngineTests.Name)]
public sealed class a_trend_is_asked(EngineFixture engine)
{
    /// <summary>Ada comes five times, buys at the second and comes later on that day; Ben and Cid come once, and Cid
    /// buys.</summary>
    private static readonly (string Visitor, string Name, string At)[] Sent =
    [
        ("ada", "home", "2026-03-07T15:00:00Z"),
        ("ada", "home", "2026-03-08T06:30:00Z"),
        ("ada", "order", "2026-03-08T06:40:00Z"),
        ("ada", "home", "2026-03-08T07:15:00Z"),
        ("ada", "home", "2026-03-20T12:00:00Z"),
        ("ada", "home", "2026-03-31T12:00:00Z"),
        ("ben", "home", "2026-03-08T12:00:00Z"),
        ("cid", "home", "2026-03-09T03:59:00Z"),
        ("cid", "order", "2026-03-09T04:10:00Z"),
    ];

    [Fact]
    public async Task by_the_day_on_which_a_visit_began_by_the_site_s_clocks()
    {
        var site = await Site();

        (await Values(site, "visitors", "&from=2026-03-07&to=2026-03-09"))
            .Should()
            .Equal("2026-03-07T00:00:00-05:00 1", "2026-03-08T00:00:00-05:00 3", "2026-03-09T00:00:00-04:00 0");
        (await Values(site, "visits", "&from=2026-03-07&to=2026-03-09")).Should().Equal(Days("1", "4", "0"));
        (await Values(site, "returns", "&from=2026-03-07&to=2026-03-09")).Should().Equal(Days("0", "2", "0"));
        (await Values(site, "conversions", "&from=2026-03-07&to=2026-03-09")).Should().Equal(Days("0", "2", "0"));
        (await Values(site, "rate", "&visit=1&from=2026-03-07&to=2026-03-09")).Should().Equal(Days("0", "0.5", ""));
        (await Values(site, "rate", "&visit=2&from=2026-03-07&to=2026-03-09")).Should().Equal(Days("", "1", ""));
        (await Values(site, "rate", "&visit=3&from=2026-03-07&to=2026-03-09")).Should().Equal(Days("", "", ""));
        (await Values(site, "visitors", "&visit=3&from=2026-03-07&to=2026-03-09")).Should().Equal(Days("0", "1", "0"));
    }

    [Fact]
    public async Task by_hours_of_which_one_is_skipped()
    {
        var hours = await Values(await Site(), "visits", "&interval=hour&from=2026-03-08&to=2026-03-08");

        hours.Should().HaveCount(23);
        hours[..4]
            .Should()
            .Equal(
                "2026-03-08T00:00:00-05:00 0",
                "2026-03-08T01:00:00-05:00 1",
                "2026-03-08T03:00:00-04:00 1",
                "2026-03-08T04:00:00-04:00 0"
            );
    }

    [Fact]
    public async Task by_weeks_and_months_that_are_whole()
    {
        var site = await Site();

        (await Values(site, "visitors", "&interval=week&from=2026-03-08&to=2026-03-20"))
            .Should()
            .Equal("2026-03-02T00:00:00-05:00 3", "2026-03-09T00:00:00-04:00 0", "2026-03-16T00:00:00-04:00 1");
        (await Values(site, "visitors", "&interval=month&from=2026-03-31&to=2026-04-01"))
            .Should()
            .Equal("2026-03-01T00:00:00-05:00 3", "2026-04-01T00:00:00-04:00 0");
    }

    [Fact]
    public async Task beside_the_time_before()
    {
        var site = await Site();

        var weeks = await site.Get(Path("visits", "&interval=week&from=2026-03-09&to=2026-03-22&compare=previous"));

        weeks["rows"]!.AsArray().Select(it => (long)it!["previous"]!).Should().Equal(0, 5);
        ((long)weeks["total"]!["value"]!, (long)weeks["total"]!["previous"]!).Should().Be((1, 5));
        ((long)weeks["total"]!["change"]!).Should().Be(-4);
        weeks["total"]!["changeLow"].Should().BeNull("counts have no interval");
        var years = await site.Get(Path("visits", "&from=2027-03-06&to=2027-03-07&at=2027-03-07T12:00Z&compare=year"));
        years["rows"]!
            .AsArray()
            .Select(it => $"{it!["previous"]} {it["unfinished"]}")
            .Should()
            .Equal("1 false", "4 true");
        ((long)years["total"]!["previous"]!).Should().Be(3, "Ben came at 8:00 by the clocks, after the current hour");
        var months = await site.Get(Path("visits", "&interval=month&from=2026-04-01&to=2026-04-30&compare=previous"));
        ((long)months["total"]!["previous"]!).Should().Be((long)months["rows"]![0]!["previous"]!, "March has 31 days");
        var rate = await site.Get(Path("rate", "&visit=1&from=2026-03-09&to=2026-03-10&compare=previous"));
        ((double?)rate["total"]!["previous"]).Should().BeApproximately(1 / 3.0, 1e-9);
        rate["total"]!["value"].Should().BeNull();
        (await site.Get(Path("visitors", "&compare=previous")))["total"].Should().BeNull("days do not add up");
    }

    [Fact]
    public async Task as_of_a_moment_of_the_past_and_as_a_file_and_for_whom_is_behind_it()
    {
        var site = await Site();
        const string Days = "&from=2026-03-07&to=2026-03-09";

        (await Values(site, "visits", "&from=2026-03-07&to=2026-03-09&at=2026-03-08T07:00:00Z"))
            .Should()
            .Equal("2026-03-07T00:00:00-05:00 1", "2026-03-08T00:00:00-05:00 1");
        using var file = await site.Ask(Path("rate", $"&visit=1{Days}&format=csv"));
        (await file.Content.ReadAsStringAsync())
            .Trim('\uFEFF')
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[..2]
            .Should()
            .Equal(
                "from,to,converted,atRisk,rate,low,high,previous,unfinished",
                (await Line(site, Days)).ToString(CultureInfo.InvariantCulture)
            );
        var behind = await site.Get(
            Path("returns", Days)
                + "&figure=count&row=2026-03-08T00:00-05:00&row=2026-03-09T00:00-04:00".Replace(":", "%3A")
        );
        ((long)behind["count"]!, (long)behind["visitors"]!).Should().Be((2, 1));
        ((string)behind["streams"]!.AsArray().Single()!).Should().Be("ada");
    }

    [Theory]
    [InlineData("metric=rate", "visit=1")]
    [InlineData("visit=0", "from 1 to 9")]
    [InlineData("visit=10", "from 1 to 9")]
    [InlineData("visit=first", "from 1 to 9")]
    [InlineData("metric=clicks", "visitors or visits or returns or conversions or rate")]
    [InlineData("interval=year", "day or hour or week or month")]
    [InlineData("compare=week", "previous or year")]
    [InlineData("from=2026-03-09&to=2026-03-08", "not later")]
    [InlineData("interval=hour&from=2020-01-01&to=2026-01-01", "1,000 at most")]
    public async Task for_what_there_is_not(string query, string told)
    {
        using var answer = await (await Site()).Ask("/v1/reports/trend?" + query);

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).Should().Contain(told);
    }

    [Theory]
    [InlineData("at=0001-01-01")]
    [InlineData("at=9999-12-31T23:59:59Z")]
    [InlineData("from=0001-01-01&to=0001-01-02")]
    [InlineData("from=9999-01-01&to=9999-12-31")]
    public async Task at_the_ends_of_time(string query)
    {
        var site = await Site();
        foreach (var interval in new[] { "hour", "day", "week", "month" })
        {
            using var answer = await site.Ask(
                $"/v1/reports/trend?metric=visits&interval={interval}&compare=year&{query}"
            );

            answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task over_the_usual_time_up_to_now_which_is_not_over()
    {
        var site = await Site();
        foreach (var (interval, usual) in new[] { ("day", 28), ("week", 12), ("month", 12) })
        {
            var rows = (await site.Get($"/v1/reports/trend?interval={interval}"))["rows"]!.AsArray();

            rows.Should().HaveCount(usual);
            rows.Select(it => (bool)it!["unfinished"]!).Should().Equal([.. Enumerable.Repeat(false, usual - 1), true]);
            Time(rows[^1]!["from"]!).Should().BeBefore(DateTimeOffset.UtcNow);
            Time(rows[^1]!["to"]!).Should().BeAfter(DateTimeOffset.UtcNow);
        }
    }

    private static string[] Days(string first, string second, string third) =>
        [
            $"2026-03-07T00:00:00-05:00 {first}",
            $"2026-03-08T00:00:00-05:00 {second}",
            $"2026-03-09T00:00:00-04:00 {third}",
        ];

    /// <returns>The first line of the file, of which only the counts are known beforehand.</returns>
    private static async Task<string> Line(Site site, string days)
    {
        var row = (await site.Get(Path("rate", "&visit=1" + days)))["rows"]![0]!;
        return $"2026-03-07T00:00-05:00,2026-03-08T00:00-05:00,0,1,0,{row["low"]},{row["high"]},,false";
    }

    private static DateTimeOffset Time(JsonNode node) =>
        DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);

    private static string Path(string metric, string asked) => $"/v1/reports/trend?metric={metric}{asked}&wait=true";

    private static async Task<List<string>> Values(Site site, string metric, string asked) =>
        [
            .. (await site.Get(Path(metric, asked)))["rows"]!
                .AsArray()
                .Select(it => $"{(string)it!["from"]!} {it["value"]}"),
        ];

    private async Task<Site> Site()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/settings", new { timeZone = "America/New_York" });
        await site.Put(
            "/v1/funnels/shop",
            new
            {
                stages = new object[]
                {
                    new { name = "Visitor", when = new object[] { new { visits = 1 } } },
                    new
                    {
                        name = "Customer",
                        goal = true,
                        when = new object[] { new { name = "order" } },
                    },
                },
            }
        );
        using var answer = await site.Batch(
            Sent.Select(it => new JsonObject
            {
                ["type"] = it.Name == "order" ? "track" : "page",
                ["messageId"] = it.Visitor + it.At,
                ["anonymousId"] = it.Visitor,
                [it.Name == "order" ? "event" : "name"] = it.Name,
                ["timestamp"] = it.At,
            })
        );
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return site;
    }
}
