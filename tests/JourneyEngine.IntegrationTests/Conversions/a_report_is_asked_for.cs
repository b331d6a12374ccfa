using System.Net;
using System.Net.Http.Json;

namespace JourneyEngine.IntegrationTests.Conversions;

[Collection(EngineTests.Name)]
public class a_report_is_asked_for(EngineFixture engine)
{
    [Fact]
    public async Task as_csv_and_has_one_line_per_stage()
    {
        var site = await TwoCohorts();

        var answer = await site.Ask("/v1/reports/stages?wait=true&format=csv");

        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
        (await answer.Content.ReadAsByteArrayAsync()).Should().StartWith([0xEF, 0xBB, 0xBF]);
        (await answer.Content.ReadAsStringAsync())
            .ReplaceLineEndings("\n")
            .Should()
            .Be("stage,visitors\nVisitor,1\nReader,0\nExplorer,0\nDownloader,1\n");
    }

    [Fact]
    public async Task for_visitors_first_seen_within_a_date_range()
    {
        var site = await TwoCohorts();

        async Task<int> Visitors(string days) =>
            (int)(await site.Get($"/v1/reports/returns?wait=true&{days}"))["visitors"]!;

        (await Visitors("from=2026-01-31&to=2026-01-31")).Should().Be(1);
        (await Visitors("from=2026-02-01")).Should().Be(1);
        (await Visitors("to=2026-02-28")).Should().Be(2);
        (await Visitors("from=2026-03-01")).Should().Be(0);
    }

    [Fact]
    public async Task after_a_late_interaction_moved_a_visitor_s_first_day()
    {
        var site = await TwoCohorts();
        await site.Accepted(Calls.Page("b", "home", Calls.Noon.AddDays(-5)));

        ((int)(await site.Get("/v1/reports/returns?wait=true&from=2026-01-26&to=2026-01-26"))["visitors"]!)
            .Should()
            .Be(1);
        ((int)(await site.Get("/v1/reports/returns?wait=true&from=2026-02-01"))["visitors"]!).Should().Be(0);
    }

    [Theory]
    [InlineData(
        "/v1/reports/stages?funnel=weblog&colour=red",
        HttpStatusCode.UnprocessableEntity,
        "Known are: funnel, from, to, at, wait, format"
    )]
    [InlineData("/v1/reports/stages?from=yesterday", HttpStatusCode.UnprocessableEntity, "2026-01-31")]
    [InlineData("/v1/reports/stages?at=yesterday", HttpStatusCode.UnprocessableEntity, "2026-01-31T12:00:00Z")]
    [InlineData("/v1/reports/funnel?within=soon", HttpStatusCode.UnprocessableEntity, "7d, 12h, 30m or 3visits")]
    [InlineData("/v1/reports/funnel?order=random", HttpStatusCode.UnprocessableEntity, "ordered or any or strict")]
    [InlineData("/v1/reports/campaigns?by=age", HttpStatusCode.UnprocessableEntity, "campaign or referrer or landing")]
    [InlineData("/v1/reports/campaigns?compare=spring", HttpStatusCode.UnprocessableEntity, "given twice")]
    [InlineData(
        "/v1/reports/campaigns?compare=spring&compare=summer",
        HttpStatusCode.NotFound,
        "Nobody came by 'spring'"
    )]
    [InlineData("/v1/reports/conversion-by-visit?mix=many", HttpStatusCode.UnprocessableEntity, "70,20,10")]
    [InlineData(
        "/v1/reports/conversion-by-visit?unit=people",
        HttpStatusCode.UnprocessableEntity,
        "visitors or attempts"
    )]
    [InlineData("/v1/reports/stages?format=xml", HttpStatusCode.UnprocessableEntity, "json or csv")]
    [InlineData("/v1/reports/conversion-by-visit?funnel=none", HttpStatusCode.NotFound, "Known are: weblog")]
    public async Task with_wrong_parameters_and_the_right_ones_are_named(
        string path,
        HttpStatusCode status,
        string says
    )
    {
        var site = await TwoCohorts();

        var answer = await site.Ask(path);

        answer.StatusCode.Should().Be(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await answer.Content.ReadAsStringAsync()).Should().Contain(says);
    }

    [Fact]
    public async Task for_a_standardised_rate_weighted_by_the_mix_of_visit_numbers()
    {
        var site = await TwoCohorts();

        var report = await site.Get("/v1/reports/conversion-by-visit?wait=true");

        // Two first visits and one second visit at risk; one conversion, in the second visit.
        ((double)report["standardised"]!["rate"]!)
            .Should()
            .BeApproximately(((2.0 / 3) * 0) + ((1.0 / 3) * 1), 1e-12);
        ((double)report["pooled"]!["rate"]!).Should().Be(0.5);
    }

    [Theory]
    [InlineData("returns")]
    [InlineData("stages")]
    [InlineData("flow")]
    [InlineData("conversion-by-visit")]
    [InlineData("conversion-by-visit?unit=attempts")]
    [InlineData("campaigns?by=landing")]
    [InlineData("funnel?within=2visits")]
    [InlineData("decisions")]
    [InlineData("content")]
    public async Task as_of_a_moment_and_counts_only_what_had_occurred_by_then(string report)
    {
        var site = await TwoCohorts();
        await site.PutHero("rules", "video");
        await site.Hero("a");

        Task<System.Text.Json.Nodes.JsonObject> Asked(string query) =>
            site.Get($"/v1/reports/{report}{(report.Contains('?') ? '&' : '?')}{query}");
        var (live, later) = (await Asked("wait=true"), await Asked("at=2030-01-01T00:00:00Z"));
        var (first, none) = (await Asked("at=2026-01-31T12:00:00Z"), await Asked("at=2026-01-31T11:59:59Z"));

        later["rows"]!.ToJsonString().Should().Be(live["rows"]!.ToJsonString());
        first["rows"]!.ToJsonString().Should().NotBe(live["rows"]!.ToJsonString(), "only one visitor had come by then");
        none["rows"]!.AsArray().Where(row => (long?)row!["visitors"] != 0).Should().BeEmpty("nobody had come");
        ((DateTimeOffset)first["asOf"]!["time"]!).Should().Be(Calls.Noon);
    }

    [Fact]
    public async Task about_the_time_to_convert_and_the_flow_between_stages()
    {
        var site = await TwoCohorts();

        var time = await site.Get("/v1/reports/time-to-convert?wait=true");
        var flow = await site.Get("/v1/reports/flow?wait=true");

        time["byDays"]!.ToJsonString().Should().Be("""[{"days":1,"converted":1}]""");
        ((int)time["medianDays"]!).Should().Be(1);
        time["byVisit"]!
            .AsArray()
            .Select(it => ((long)it!["atRisk"]!, (long)it["converted"]!, (double)it["notYet"]!))
            .Should()
            .Equal((2, 0, 1.0), (1, 1, 0.0));
        flow["rows"]!
            .AsArray()
            .Select(it => $"{it!["visit"]} {it["from"]} -> {it["to"]} {it["visitors"]}")
            .Should()
            .Equal("1 Visitor -> Downloader 1", "1 Visitor ->  1", "2 Downloader ->  1");
    }

    [Fact]
    public async Task about_consent_without_visitors_who_refuse_measurement()
    {
        var site = await TwoCohorts();
        await Chooses(site, ["measure"], ["personalize"]);

        var report = await site.Get("/v1/reports/consent?wait=true");

        report["rows"]!
            .AsArray()
            .Select(it => $"{it!["purpose"]} {it["granted"]} {it["refused"]} {it["unsaid"]}")
            .Should()
            .Equal("measure 1 0 1", "personalize 0 1 1");
        await Chooses(site, [], ["measure"]);
        ((int)(await site.Get("/v1/reports/consent?wait=true"))["visitors"]!)
            .Should()
            .Be(1, "whoever is not to be measured is not counted");
    }

    private static async Task Chooses(Site site, string[] granted, string[] refused) => (
            await site.Send(
                HttpMethod.Post,
                "/v1/privacy/consent",
                site.AdminKey,
                JsonContent.Create(
                    new
                    {
                        visitor = "a",
                        granted,
                        refused,
                    }
                )
            )
        ).IsSuccessStatusCode.Should().BeTrue();

    private async Task<Site> TwoCohorts()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Accepted(
            Calls.Page("a", "home", Calls.Noon),
            Calls.Page("a", "files", Calls.Noon.AddDays(1)),
            Calls.Page("b", "home", Calls.Noon.AddDays(1))
        );
        return site;
    }
}
