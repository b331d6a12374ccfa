using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Cli;
using JourneyEngine.IntegrationTests.Conversions;

namespace JourneyEngine.IntegrationTests.Replay;

[Collection(HostTests.Name)]
public sealed class a_what_if_funnel_is_reported(EngineFixture engine)
{
    private const string Wider =
        """{"stages":[{"name":"Visitor","when":[{"kind":"page"}]},{"name":"Reader","when":[{"kind":"page","name":["blog","articles"]}]},{"name":"Taker","goal":true,"when":[{"kind":"page","name":["files","projects"]}]}]}""";

    [SkippableFact]
    public async Task beside_the_live_funnel_over_the_weblog_without_changing_it()
    {
        var lines = Shared.Lines("data/weblog.ndjson.gz");
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await Weblog.Send(site, lines, 9);
        await site.Get("/v1/reports/returns?wait=true");

        var told = (await (await Ask(site, "weblog", JsonNode.Parse(Wider)!)).Content.ReadFromJsonAsync<JsonObject>())!;

        Rows(told["live"]!["stages"]!, "stage", "visitors")
            .Should()
            .Equal("Visitor 68", "Reader 455", "Explorer 402", "Downloader 58");
        Rows(told["live"]!["byVisit"]!, "visit", "reached", "atRisk", "converted")
            .Should()
            .Equal("1 983 983 47", "2 120 108 9", "3 20 15 1", "4 12 9 1", "5 8 6 0", "6 5 3 0", "7 4 3 0");
        Rows(told["candidate"]!["byVisit"]!, "visit", "atRisk", "converted")
            .Should()
            .Equal(Naively(lines, "files", "projects"));
        ((int)told["candidate"]!["version"]!).Should().Be(0);
        await Weblog.FiguresAreExact(site);
        ((int)(await site.Get("/v1/funnels/weblog"))["version"]!).Should().Be(1);

        await TheCommandLineSaysTheSame(site, told);
    }

    [Fact]
    public async Task with_invalid_json_and_line_and_column_are_returned()
    {
        var site = await engine.NewSite();
        var file = Path.Combine(TemporaryFolder.New(), "new.json");
        await File.WriteAllTextAsync(file, "{\n  \"stages\": [,]\n}");

        var answer = await Ask(site, "f", JsonNode.Parse("""{"stages":[{"name":"One","when":[{"kind":"page"}]}]}""")!);
        var (code, _, error) = await JourneyProgram.Run(
            engine,
            "whatif",
            "--site",
            site.Name,
            "--funnel",
            file,
            "--as",
            "f"
        );

        (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>())!["detail"]!.ToString())
            .Should()
            .Be((HttpStatusCode.UnprocessableEntity, "A funnel has 2 to 50 stages."));
        (code, error.Trim())
            .Should()
            .Be((1, $"{file}: Line 2, column 14: this is not the JSON of a funnel (at $.stages[0])."));
    }

    [Fact]
    public async Task twice_at_once_and_one_request_gets_503_with_retry_after()
    {
        var site = await engine.NewSite();
        await using var connection = await engine.Database.OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync();
        await using (
            var hold = new Npgsql.NpgsqlCommand("lock table journey.rules in access exclusive mode", connection)
        )
            await hold.ExecuteNonQueryAsync();

        Task<HttpResponseMessage>[] asked =
        [
            Ask(site, "f", JsonNode.Parse(Wider)!),
            Ask(site, "f", JsonNode.Parse(Wider)!),
        ];
        var refused = await await Task.WhenAny(asked);
        await held.RollbackAsync();
        var answered = await asked.Single(it => it.Result != refused);

        (refused.StatusCode, answered.StatusCode).Should().Be((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK));
        refused.Headers.RetryAfter!.Delta.Should().BePositive();
    }

    private async Task TheCommandLineSaysTheSame(Site site, JsonObject told)
    {
        var file = Path.Combine(TemporaryFolder.New(), "new.json");
        await File.WriteAllTextAsync(file, Wider);
        string[] ask = ["whatif", "--site", site.Name, "--funnel", file];

        var (code, output, error) = await JourneyProgram.Run(engine, [.. ask, "--json"]);

        code.Should().Be(0, error);
        JsonNode.Parse(output)!["candidate"]!.ToJsonString().Should().Be(told["candidate"]!.ToJsonString());
        (await JourneyProgram.Run(engine, ask)).Output.Should().Contain("Taker").And.Contain("Nothing was changed");
    }

    private static Task<HttpResponseMessage> Ask(Site site, string funnel, JsonNode body) =>
        site.Send(HttpMethod.Post, "/v1/reports/whatif/" + funnel, site.ReadKey, JsonContent.Create(body));

    private static IEnumerable<string> Rows(JsonNode rows, params string[] columns) =>
        rows.AsArray().Select(row => string.Join(' ', columns.Select(column => row![column]!.ToString())));

    /// <summary>At risk and converted by visit number, straight from the lines.</summary>
    private static IEnumerable<string> Naively(List<JsonObject> lines, params string[] goal)
    {
        var visitors = lines.GroupBy(it => (string)it["anonymousId"]!).Select(VisitOfConversion(goal)).ToList();
        return Enumerable
            .Range(1, visitors.Max(it => it.Visits))
            .Select(visit =>
                $"{visit} {visitors.Count(it => it.Visits >= visit && (it.Converted ?? visit) >= visit)} {visitors.Count(it => it.Converted == visit)}"
            );
    }

    private static Func<IEnumerable<JsonObject>, (int Visits, int? Converted)> VisitOfConversion(string[] goal) =>
        interactions =>
        {
            var (visit, converted, last) = (0, (int?)null, DateTimeOffset.MinValue);
            foreach (
                var (at, name) in interactions
                    .Select(it =>
                        (
                            At: DateTimeOffset.Parse(
                                (string)it["timestamp"]!,
                                System.Globalization.CultureInfo.InvariantCulture
                            ),
                            Name: (string)it["name"]!
                        )
                    )
                    .OrderBy(it => it.At)
            )
            {
                visit += visit == 0 || at - last > TimeSpan.FromMinutes(30) ? 1 : 0;
                last = at;
                converted ??= goal.Contains(name) ? visit : null;
            }

            return (visit, converted);
        };
}
