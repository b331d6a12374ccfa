using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Replay;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;
using JourneyEngine.Reports;

namespace JourneyEngine.IntegrationTests.Cli;

[Collection(EngineTests.Name)]
public sealed class exported_events_are_imported(EngineFixture engine)
{
    /// <summary>Questions beside the plain ones.</summary>
    private static readonly string[] Questions =
    [
        "returns?by=campaign",
        "returns?by=referrer",
        "campaigns?by=referrer",
        "campaigns?by=landing",
        "funnel?funnel=f&order=strict",
        "funnel?funnel=f&order=any&within=3visits",
        "conversion-by-visit?funnel=f&unit=attempts",
        "stages?funnel=f&at=2026-02-01T12:00:00Z",
        "decisions?at=2026-02-01T12:00:00Z",
    ];

    /// <summary>Of models and of requests, which are no facts of visitors.</summary>
    private static readonly string[] OfTheSiteItself = ["predictions", "requests"];

    private readonly string _folder = TemporaryFolder.New();

    [Fact]
    public async Task from_every_form_into_an_empty_site_whose_reports_are_equal()
    {
        var old = await OldSite.Lived(engine);
        var reports = await Reports(old);
        foreach (var form in (string[])["ndjson", "parquet", "csv"])
        {
            var file = await Exported(old, "facts." + form);
            var site = await Empty();

            var (code, first) = await Import(site, file);
            var again = (await Import(site, file)).Said;

            (code, first["complaints"]!.ToJsonString()).Should().Be((0, "[]"), form);
            first["receipts"]!.AsObject().Select(it => it.Key).Should().Equal("accepted");
            again["receipts"]!.AsObject().Select(it => it.Key).Should().Equal("duplicate");
            (await Facts(site)).Should().Equal(await Facts(old), form);
            foreach (var (name, report) in await Reports(site))
                report.Should().Be(reports[name], $"{name} of {form}");
        }

        (await engine.Differences()).Should().BeEmpty();
        var verified = await new DecisionReplay(engine.Database, new RulesTable()).Verify(
            new Progress<(long, long)>(),
            default
        );
        verified.Differences.Should().BeEmpty("what was made in another log is reproduced there");
        verified.Imported.Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task with_who_refused_still_shut_out_and_who_agreed_again_let_in()
    {
        var site = await Empty();
        await Import(site, await Exported(await OldSite.Lived(engine), "facts.ndjson"));

        async Task<string> Told(string visitor) =>
            (
                await Site.Receipts(await site.Batch([Calls.Page(visitor, "article", DateTimeOffset.UtcNow)]))
            ).Keys.Single();
        (await Told("refusing"), await Told("signalling"), await Told("returning"))
            .Should()
            .Be(("refused", "refused", "accepted"));
    }

    [Fact]
    public async Task with_decisions_that_go_when_a_device_that_they_saw_is_erased()
    {
        var site = await Empty();
        await Import(site, await Exported(await OldSite.Lived(engine), "facts.parquet"));
        (await site.Decisions("desk")).Should().ContainSingle().Which!["snapshot"]!["streams"]!
            .AsArray()
            .Should()
            .HaveCount(2, "it saw the telephone, too");

        await site.Send(HttpMethod.Delete, "/v1/visitors/desk/links/noa", site.AdminKey, null);
        (await site.Decisions("desk")).Should().ContainSingle();
        var erased = await site.Send(
            HttpMethod.Post,
            "/v1/privacy/erase",
            site.AdminKey,
            new StringContent("""{"visitor":"phone"}""", Encoding.UTF8, "application/json")
        );

        erased.IsSuccessStatusCode.Should().BeTrue(await erased.Content.ReadAsStringAsync());
        (await site.Decisions("desk")).Should().BeEmpty();
    }

    [Fact]
    public async Task less_the_decisions_that_saw_a_fact_of_another_device_that_is_refused()
    {
        var (site, file) = (await Empty(), await Exported(await OldSite.Lived(engine), "facts.ndjson"));
        var lines = await File.ReadAllLinesAsync(file);
        var of = Array.FindLastIndex(lines, it => it.Contains("\"subject\":\"phone\"", StringComparison.Ordinal));
        lines[of] = lines[of].Replace("2026-01-31", "1926-01-31", StringComparison.Ordinal);
        lines[of] = lines[of].Replace("\"receivedAt\":\"20", "\"receivedAt\":\"19", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(file, lines);

        var said = (await Import(site, file)).Said;

        ((int)said["receipts"]!["refused"]!).Should().Be(2, said["complaints"]!.ToJsonString());
        (await site.Decisions("desk")).Should().BeEmpty();
    }

    [Fact]
    public async Task as_gzip_under_any_name_and_as_the_answer_of_the_api()
    {
        var (old, site) = (await engine.NewSite(), await engine.NewSite());
        await old.Accepted(Calls.Page("דנה", "בית", Calls.Noon), Calls.Page("v", "home", Calls.Noon.AddDays(1)));
        var packed = Path.Combine(_folder, "packed.bin");
        await using (var to = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
            await to.WriteAsync(await File.ReadAllBytesAsync(await Exported(old, "facts.csv")));
        var told = Path.Combine(_folder, "told.txt");
        await File.WriteAllBytesAsync(
            told,
            await (await old.Ask("/v1/visitors/v/events")).Content.ReadAsByteArrayAsync()
        );

        (await Import(site, packed)).Said["receipts"]!.ToJsonString().Should().Be("""{"accepted":2}""");
        (await Import(site, told)).Said["receipts"]!.ToJsonString().Should().Be("""{"duplicate":1}""");
    }

    [Fact]
    public async Task with_broken_lines_named_and_the_others_taken()
    {
        var (old, site) = (await engine.NewSite(), await engine.NewSite());
        await old.Accepted([.. Enumerable.Range(0, 3).Select(it => Calls.Page("v", "home", Calls.Noon.AddDays(it)))]);
        var file = await Exported(old, "facts.ndjson");
        var lines = await File.ReadAllLinesAsync(file);
        await File.WriteAllLinesAsync(
            file,
            [
                lines[0],
                lines[1][..40],
                lines[1].Replace("\"kind\":\"page\"", "\"kind\":7"),
                """{"visits":1}""",
                lines[2],
            ]
        );

        var (code, said) = await Import(site, file);

        (code, said["receipts"]!.ToJsonString()).Should().Be((1, """{"accepted":2,"refused":1}"""));
        said["complaints"]!
            .AsArray()
            .Select(it => ((string)it!)[file.Length..])
            .Order(StringComparer.Ordinal)
            .Should()
            .Equal(
                ":2:41: this is not JSON",
                ":3:1: refused: data is not that of journey.page: see $.kind",
                ":4:1: this is no exported event: type, subject and data are needed (journeys do not come back)"
            );
    }

    [Theory]
    [InlineData(
        "position,id,type,visitor,version,time,data\n1,a,journey.page,v,1,2026-01-31T12:00:00Z,\"{\"\"x\n",
        ":2:1: this row cannot be read, nor what follows it"
    )]
    [InlineData(
        "position,id,type,visitor,version,time,data\n\n1,a,journey.page,v,1,2026-01-31T12:00:00Z,{\n",
        ":3:2: this is not JSON"
    )]
    [InlineData("position,id,type,visitor,version,time,data\n1,a,journey.page\n", ":2:1: its version is no number")]
    public async Task from_csv_with_the_broken_line_named(string text, string complaint)
    {
        var site = await engine.NewSite();
        var file = Path.Combine(_folder, "broken.csv");
        await File.WriteAllTextAsync(file, text);

        var (code, said) = await Import(site, file);

        (code, (string)said["complaints"]![0]!).Should().Be((1, file + complaint));
    }

    [Theory]
    [InlineData("visitor,visits\nv,1\n", "There is no column 'position'.")]
    [InlineData("PAR1 and nothing else", "This is no Parquet file that can be read*")]
    public async Task from_a_file_of_something_else_and_are_told_so(string text, string why)
    {
        var site = await engine.NewSite();
        var file = Path.Combine(_folder, "other");
        await File.WriteAllTextAsync(file, text);

        var (code, _, error) = await JourneyProgram.Run(engine, "import", "events", file, "--keys", await site.Keys());

        code.Should().Be(2);
        error.Should().Match($"{file}: {why}*");
    }

    [Fact]
    public async Task only_with_an_admin_key()
    {
        var site = await engine.NewSite();

        foreach (var key in new[] { site.WriteKey, site.ReadKey, null })
        {
            var answer = await site.Send(
                HttpMethod.Post,
                "/v1/history",
                key,
                new StringContent("[]", Encoding.UTF8, "application/json")
            );
            ((int)answer.StatusCode).Should().BeOneOf(401, 403);
        }
    }

    private async Task<Site> Empty()
    {
        var site = await engine.NewSite();
        await OldSite.Configure(site);
        return site;
    }

    private static async Task<Dictionary<string, string>> Reports(Site site)
    {
        var plain = ReportsModule
            .All.Select(it => it.Route)
            .Where(it => !OfTheSiteItself.Contains(it.Name))
            .Select(it => it.Name + (it.Example.Contains("funnel=", StringComparison.Ordinal) ? "?funnel=f" : "?"));
        var answers = new Dictionary<string, string>();
        foreach (var question in plain.Concat(Questions))
        {
            var report = await site.Get($"/v1/reports/{question}&wait=true");
            report.Remove("asOf");
            answers[question] = report.ToJsonString();
        }

        return answers;
    }

    /// <summary>All facts of visitors as they are stored, less what names another log: positions, and hashes that are made
    /// for a site.</summary>
    private Task<string[]> Facts(Site site) =>
        engine.Column(
            "select stream_id || ' ' || version || ' ' || type || ' ' || "
                + "((data #- '{snapshot,streams}'::text[]) - 'imported'::text - 'versionThere'::text) "
                + $"from journey.mt_events where tenant_id = '{site.Name}' and stream_id like 'visitor/%' "
                + "and stream_id not like 'visitor/hashed:%' order by stream_id collate \"C\", version"
        );

    private async Task<string> Exported(Site site, string name)
    {
        var file = Path.Combine(_folder, name);
        var (code, _, error) = await JourneyProgram.Run(engine, "export", "--site", site.Name, "--out", file);
        code.Should().Be(0, error);
        return file;
    }

    private async Task<(int Code, JsonNode Said)> Import(Site site, string file)
    {
        var (code, output, error) = await JourneyProgram.Run(
            engine,
            ["import", "events", file, "--json", "--keys", await site.Keys()]
        );
        output.Should().NotBeEmpty(error);
        return (code, JsonNode.Parse(output)!);
    }
}
