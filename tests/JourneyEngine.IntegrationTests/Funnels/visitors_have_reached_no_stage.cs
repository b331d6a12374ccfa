using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Replay;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Funnels;

[Collection(EngineTests.Name)]
public sealed class visitors_have_reached_no_stage(EngineFixture engine)
{
    [Fact]
    public async Task who_are_a_row_before_the_first_so_that_rows_add_up_to_all()
    {
        var site = await Three();

        (await Rows(site, "")).Should().Equal(" 2", "Reader 1", "Downloader 0");
        var reached = (await site.Get("/v1/reports/conversion-by-visit?wait=true"))["rows"]![0]!["reached"]!;
        ((int)reached).Should().Be(3);
        (await engine.Differences()).Should().BeEmpty();
    }

    [Fact]
    public async Task until_they_reach_one()
    {
        var site = await Three();
        await Rows(site, "");

        await site.Accepted(
            Calls.Page("looking", "blog", Calls.Noon.AddDays(2)),
            Calls.Page("leaving", "files", Calls.Noon.AddDays(2))
        );

        (await Rows(site, "")).Should().Equal("Reader 2", "Downloader 1");
    }

    [Fact]
    public async Task as_of_a_moment_before_they_did()
    {
        var site = await Three();

        (await Rows(site, "&at=2026-01-31T12:00:00Z")).Should().Equal(" 3", "Reader 0", "Downloader 0");
    }

    [Fact]
    public async Task with_their_streams_behind_the_row()
    {
        var site = await Three();
        await Rows(site, "");

        var trace = await site.Get("/v1/reports/stages?figure=visitors&row=");

        ((int)trace["count"]!).Should().Be(2);
        trace["streams"]!.AsArray().Select(it => (string)it!).Should().Equal("leaving", "looking");
    }

    [Fact]
    public async Task in_a_file_for_a_spreadsheet()
    {
        var site = await Three();
        await Rows(site, "");

        var csv = await (await site.Ask("/v1/reports/stages?format=csv")).Content.ReadAsStringAsync();

        csv.TrimStart('\uFEFF').Split("\r\n").Should().StartWith(["stage,visitors", ",2", "Reader,1"]);
    }

    [Fact]
    public async Task in_a_what_if_and_in_the_view_for_bi_tools()
    {
        var site = await Three();
        await Rows(site, "");

        var answer = await site.Send(
            HttpMethod.Post,
            "/v1/reports/whatif/f",
            site.ReadKey,
            JsonContent.Create(
                new
                {
                    stages = new object[]
                    {
                        new { name = "Reader", when = new[] { new { kind = "page", name = "blog" } } },
                        new { name = "Visitor", when = new[] { new { kind = "page", name = "home" } } },
                    },
                }
            )
        );

        var report = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Stages(report["live"]!).Should().Equal(" 2", "Reader 1", "Downloader 0");
        Stages(report["candidate"]!).Should().Equal("Reader 0", "Visitor 3");
        await using var bi = NpgsqlDataSource.Create(engine.BiConnectionString);
        await using var command = bi.CreateCommand(
            $"select sum(visitors)::int from bi.v2_stages where site = '{site.Name}' and stage is null and stage_number = 0"
        );
        (await command.ExecuteScalarAsync()).Should().Be(2);
    }

    private static IEnumerable<string> Stages(JsonNode figures) =>
        figures["stages"]!.AsArray().Select(it => $"{(string?)it!["stage"]} {it["visitors"]}");

    private async Task<Site> Three()
    {
        var site = await engine.NewSite();
        await site.Put(
            "/v1/funnels/f",
            new
            {
                stages = new object[]
                {
                    new { name = "Reader", when = new[] { new { kind = "page", name = "blog" } } },
                    new { name = "Downloader", when = new[] { new { kind = "page", name = "files" } } },
                },
            }
        );
        await site.Accepted(
            Calls.Page("looking", "home", Calls.Noon),
            Calls.Page("leaving", "home", Calls.Noon),
            Calls.Page("reading", "home", Calls.Noon),
            Calls.Page("reading", "blog", Calls.Noon.AddDays(1))
        );
        return site;
    }

    private static async Task<IEnumerable<string>> Rows(Site site, string more) =>
        (await site.Get("/v1/reports/stages?wait=true" + more))["rows"]!
            .AsArray()
            .Select(it => $"{(string?)it!["stage"]} {it["visitors"]}");
}
