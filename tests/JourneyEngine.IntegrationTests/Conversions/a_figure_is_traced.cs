using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CsvHelper;
using JourneyEngine.Cli.Simulation;
using JourneyEngine.IntegrationTests.Erasure;

namespace JourneyEngine.IntegrationTests.Conversions;

/// <summary>Who is behind a number of a report.</summary>
[Collection(EngineTests.Name)]
public sealed class a_figure_is_traced(EngineFixture engine)
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("conversion-by-visit", 1)]
    [InlineData("conversion-by-visit?unit=attempts", 1)]
    [InlineData("stages", 1)]
    [InlineData("stages?table=dwell", 2)]
    [InlineData("stages?table=regressions", 2)]
    [InlineData("stages?table=arrivals", 2)]
    [InlineData("flow", 4)]
    [InlineData("returns", 1)]
    [InlineData("returns?table=gaps", 2)]
    [InlineData("returns?by=campaign", 1)]
    [InlineData("returns?table=retention", 2)]
    [InlineData("returns?table=lifecycle", 1)]
    [InlineData("time-to-convert", 1)]
    [InlineData("time-to-convert?table=byDays", 1)]
    [InlineData("campaigns?by=landing", 2)]
    [InlineData("consent", 1)]
    [InlineData("decisions", 5)]
    [InlineData("content", 4)]
    public async Task to_visitors_whose_counts_add_up_to_the_figure(string report, int leading)
    {
        var site = await Lived(engine);
        var path = $"/v1/reports/{report}{(report.Contains('?', StringComparison.Ordinal) ? "&" : "?")}wait=true";
        var table = await Csv(site, path + "&format=csv");
        table.Should().HaveCountGreaterThan(1, report);
        var figures = (await Refused(site, path + "&figure=none")).Split("Those are: ")[1].TrimEnd('.').Split(", ");
        figures.Should().NotBeEmpty();

        foreach (var row in table.Skip(1).Take(25))
        {
            var cells = string.Concat(row[..leading].Select(it => "&row=" + Uri.EscapeDataString(it)));
            foreach (var figure in figures)
            {
                var traced = await site.Get($"{path}&figure={figure}{cells}&limit=1000");
                ((long)traced["count"]!)
                    .Should()
                    .Be(
                        long.Parse(row[Array.IndexOf(table[0], figure)], CultureInfo.InvariantCulture),
                        "{0} of {1} in {2}",
                        figure,
                        cells,
                        report
                    );
                traced["streams"]!.AsArray().Should().HaveCount((int)traced["visitors"]!);
            }
        }
    }

    [Fact]
    public async Task to_exactly_the_visitors_who_converted_in_their_second_visit()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        foreach (
            var (visitor, converts) in new[] { ("early", 1), ("second", 2), ("too", 2), ("late", 3), ("never", 0) }
        )
            await site.Accepted([
                .. Enumerable
                    .Range(1, 3)
                    .Select(visit =>
                        Calls.Page(visitor, visit == converts ? "files" : "home", Calls.Noon.AddHours(visit))
                    ),
            ]);

        var traced = await site.Get("/v1/reports/conversion-by-visit?wait=true&figure=converted&row=2");

        Names(traced).Should().Equal("second", "too");
        Names(await site.Get("/v1/reports/conversion-by-visit?figure=atRisk&row=3")).Should().Equal("late", "never");
        Names(
                await site.Get(
                    $"/v1/reports/conversion-by-visit?figure=converted&row=2&at={Calls.Noon.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}"
                )
            )
            .Should()
            .BeEmpty("nobody had come a second time by then");
        (
            await (
                await site.Ask("/v1/reports/stages?figure=visitors&row=Downloader&format=csv")
            ).Content.ReadAsStringAsync()
        )
            .ReplaceLineEndings("\n")
            .Should()
            .Be("visitor\nearly\nlate\nsecond\ntoo\n");
        var some = await site.Get("/v1/reports/stages?figure=visitors&row=Downloader&limit=3");
        (Names(some).Length, (int)some["left"]!, (int)some["visitors"]!).Should().Be((3, 1, 4));
    }

    [Fact]
    public async Task after_an_erasure_and_the_erased_visitor_is_not_listed()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Accepted(Calls.Page("gone", "home", Calls.Noon), Calls.Page("stays", "home", Calls.Noon));
        Names(await site.Get("/v1/reports/stages?wait=true&figure=visitors&row=Visitor"))
            .Should()
            .Equal("gone", "stays");

        await site.Erase("gone");

        Names(await site.Get("/v1/reports/stages?wait=true&figure=visitors&row=Visitor")).Should().Equal("stays");
    }

    [Theory]
    [InlineData("stages?figure=share&row=Visitor", "Those are: visitors")]
    [InlineData("flow?figure=visitors&row=1", "row= is given 4 times, for visit, from, returned, to")]
    [InlineData("stages?figure=visitors&row=Visitor&limit=few", "whole number")]
    [InlineData("funnel?figure=visitors&row=Visitor", "'figure' is not a parameter of this address")]
    public async Task with_wrong_parameters_and_the_right_ones_are_named(string report, string says)
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Accepted(Calls.Page("a", "home", Calls.Noon));
        await site.Get("/v1/reports/stages?wait=true");

        (await Refused(site, "/v1/reports/" + report)).Should().Contain(says);
    }

    /// <summary>A site whose simulated visitors were offered something, and answered it or not; some have said what may
    /// be done.</summary>
    private static async Task<Site> Lived(EngineFixture engine)
    {
        var site = await engine.NewSite();
        await site.Put(
            "/v1/funnels/weblog",
            new
            {
                stages = new object[]
                {
                    new { name = "Came", when = new object[] { new { kind = "page" } } },
                    new
                    {
                        name = "Looked, twice",
                        when = new object[] { new { kind = "page", name = "product" }, new { visits = 2 } },
                    },
                    new
                    {
                        name = "Signed",
                        goal = true,
                        when = new object[] { new { kind = "track", name = "Signed Up" } },
                    },
                },
            }
        );
        await site.PutHero("rules", "first", "second");
        var messages = Simulator
            .Run(Truth.Demo with { Bots = 0, WrongClocks = 0, Duplicates = 0 }, visitors: 40, seed: 8, Now)
            .Select(Sent)
            .ToArray();
        foreach (var some in messages.Chunk(messages.Length / 2))
        {
            await site.Accepted(some);
            foreach (var visitor in some.Select(it => (string)it["anonymousId"]!).Distinct().Take(15))
                await site.Hero(visitor);
        }

        return site;
    }

    private static JsonNode Sent(Message it) =>
        new JsonObject
        {
            ["type"] = it.Type,
            ["messageId"] = it.MessageId,
            ["anonymousId"] = it.Visitor,
            [it.Type == "track" ? "event" : "name"] = it.Name,
            ["timestamp"] = it.At.ToString("O"),
            ["context"] = new JsonObject
            {
                ["page"] = new JsonObject { ["path"] = it.Path },
                ["consent"] = it.At.Minute % 2 == 0 ? null : new JsonObject { ["personalize"] = true },
            },
        };

    private static string[] Names(JsonObject traced) => [.. traced["streams"]!.AsArray().Select(it => (string)it!)];

    private static async Task<string> Refused(Site site, string path)
    {
        var answer = await site.Ask(path);
        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!;
    }

    private static async Task<string[][]> Csv(Site site, string path)
    {
        var answer = await site.Ask(path);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        using var reader = CsvReader.FromText(
            await answer.Content.ReadAsStringAsync(),
            new CsvReaderOptions { HasHeader = false }
        );
        var rows = new List<string[]>();
        foreach (var row in reader)
            rows.Add(row.ToArray());
        return [.. rows];
    }
}
