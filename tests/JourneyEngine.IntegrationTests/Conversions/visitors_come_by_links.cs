using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Conversions;

[Collection(EngineTests.Name)]
public sealed class visitors_come_by_links(EngineFixture engine)
{
    private static readonly object Funnel = new
    {
        stages = new object[]
        {
            new { name = "See", when = new object[] { new { visits = 1 } } },
            new
            {
                name = "Buy",
                goal = true,
                when = new object[] { new { kind = "track", name = "Buy" } },
            },
        },
    };

    [Fact]
    public async Task that_spell_one_campaign_in_many_ways_and_are_one_row()
    {
        var site = await Came(
            "?utm_campaign=Spring+sale",
            "?UTM_CAMPAIGN=Spring%20sale",
            "?utm_source=mail&utm_campaign=spring+sale+",
            "?utm_source=mail&amp;utm_campaign=Spring%E2%80%8B+sale",
            "#utm_source=mail&utm_campaign=Spring+sale",
            "?utm_campaign=Spring%2520sale",
            "?utm_campaign=%D7%9E%D7%91%D7%A6%D7%A2",
            "?utm_campaign=%E2%80%8F%D7%9E%D7%91%D7%A6%D7%A2+",
            ""
        );

        (await Rows(site, "campaigns?by=campaign")).Should().Equal("spring sale 6", "מבצע 2", " 1");
        ((string?)(await site.Get("/v1/reports/campaigns?compare=SPRING%20Sale&compare="))["comparison"]!["a"])
            .Should()
            .Be("spring sale");
        (await site.Get("/v1/reports/funnel?by=campaign&wait=true"))["groups"]!
            .AsArray()
            .Select(it => (string?)it!["value"])
            .Should()
            .Equal("spring sale", "מבצע", null);
    }

    [Fact]
    public async Task on_another_site_in_many_spellings_or_on_the_site_itself()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/f", Funnel);
        string[] from =
        [
            "https://shop.example/cart",
            "https://www.shop.example/",
            "https://google.com/",
            "https://www.google.com./search?q=x",
            "https://bücher.example/",
            "https://xn--bcher-kva.example/",
            "https://ספרים.example/",
        ];
        await site.Accepted([.. from.Select((it, i) => Page($"v{i}", new JsonObject { ["referrer"] = it }))]);

        (await Rows(site, "campaigns?by=referrer"))
            .Should()
            .Equal(" 2", "google.com 2", "xn--bcher-kva.example 2", "xn--eebikmu.example 1");
    }

    [Fact]
    public async Task to_landing_pages_that_are_pages()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/f", Funnel);
        await site.Accepted(
            Page("a", []),
            Calls.Track("b", "Refunded", Calls.Noon),
            Calls.Track("c", "Refunded", Calls.Noon),
            Page("c", [])
        );

        (await Rows(site, "campaigns?by=landing")).Should().Equal("/ 2", " 1");
    }

    [Fact]
    public async Task to_visits_that_are_reached_by_those_who_converted_too()
    {
        var site = await Came("?utm_campaign=spring", "?utm_campaign=spring");
        await site.Accepted(
            Calls.Track("v0", "Buy", Calls.Noon.AddMinutes(1)),
            Page("v0", [], days: 1),
            Page("v0", [], days: 2),
            Page("v1", [], days: 1)
        );

        var row = (await site.Get("/v1/reports/campaigns?wait=true"))["rows"]!.AsArray().Single()!;

        row["byVisit"]!
            .AsArray()
            .Select(it => $"{it!["visit"]} {it["reached"]} {it["atRisk"]} {it["converted"]} {it["rate"]}")
            .Should()
            .Equal("1 2 2 1 0.5", "2 2 1 0 0", "3 1 0 0 ");
    }

    [Fact]
    public async Task of_campaigns_that_bring_people_who_come_back()
    {
        var site = await Came("?utm_campaign=Spring", "?utm_campaign=spring", "?utm_campaign=spring", "");
        await site.Accepted(Page("v0", [], days: 1), Page("v0", [], days: 2), Page("v3", [], days: 1));

        var report = await site.Get("/v1/reports/returns?by=campaign&wait=true");

        ((string?)report["by"], (int)report["left"]!).Should().Be(("campaign", 0));
        report["groups"]!
            .AsArray()
            .Select(it =>
                $"{it!["value"]} {it["visitors"]} {it["returning"]} {it["returnVisits"]} {(double)it["share"]!:0.00}"
            )
            .Should()
            .Equal("spring 3 1 2 0.33", " 1 1 1 1.00");
        var spring = report["groups"]![0]!;
        ((double)spring["low"]!).Should().BeApproximately(0.0615, 1e-4, "the 95 % Wilson interval of 1 in 3");
        ((double)spring["high"]!).Should().BeApproximately(0.7923, 1e-4);
        var table = await (await site.Ask("/v1/reports/returns?by=campaign&format=csv")).Content.ReadAsStringAsync();
        table.Should().StartWith("value,visitors,returning,returnVisits,share,low,high").And.Contain("\nspring,3,1,2,");
        (await site.Get("/v1/reports/returns"))["groups"]!.AsArray().Should().BeEmpty("nothing was asked for");
    }

    /// <returns>A site with a visitor v0, v1, ... of each link.</returns>
    private async Task<Site> Came(params string[] queries)
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/f", Funnel);
        await site.Accepted([
            .. queries.Select((it, i) => Page($"v{i}", new JsonObject { ["url"] = "https://shop.example/" + it })),
        ]);
        return site;
    }

    private static async Task<IEnumerable<string>> Rows(Site site, string report) =>
        (await site.Get($"/v1/reports/{report}&wait=true"))["rows"]!
            .AsArray()
            .Select(it => $"{it!["value"]} {it["visitors"]}");

    private static JsonObject Page(string visitor, JsonObject page, int days = 0)
    {
        var call = Calls.Page(visitor, "Home", Calls.Noon.AddDays(days));
        page.TryAdd("url", "https://shop.example/");
        call["context"] = new JsonObject { ["page"] = page };
        return call;
    }
}
