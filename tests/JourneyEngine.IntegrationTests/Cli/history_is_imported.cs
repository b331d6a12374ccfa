using System.Globalization;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Conversions;

namespace JourneyEngine.IntegrationTests.Cli;

[Collection(EngineTests.Name)]
public sealed class history_is_imported(EngineFixture engine)
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0";

    private readonly string _folder = TemporaryFolder.New();

    [SkippableFact]
    public async Task from_a_web_server_log_and_matches_the_published_weblog_figures()
    {
        var log = await Log("access.log", Shared.Lines("data/weblog.ndjson.gz"));
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);

        var (code, first) = await Import(site, "weblog", log);
        await Weblog.FiguresAreExact(site);
        var (_, again) = await Import(site, "weblog", log);
        await Weblog.FiguresAreExact(site);

        code.Should().Be(0);
        first["receipts"]!.ToJsonString().Should().Be("""{"accepted":1841}""", "two page views are by robots");
        first["leftOut"]!
            .ToJsonString()
            .Should()
            .Be("""{"not a GET":1,"not answered with a page":1,"part of a page":1}""");
        again["receipts"]!.ToJsonString().Should().Be("""{"duplicate":1841}""");
        (await Stored(site)).Should().NotContain("10.0.", "no address is kept").And.NotContain("secret");
    }

    [SkippableFact]
    public async Task from_gzipped_segment_lines_and_matches_the_published_weblog_figures()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        var file = Shared.Path("data/weblog.ndjson.gz");

        var (code, first) = await Import(site, "segment", file);
        var (_, again) = await Import(site, "segment", file);

        code.Should().Be(0);
        (first["receipts"]!.ToJsonString(), again["receipts"]!.ToJsonString())
            .Should()
            .Be(("""{"accepted":1839}""", """{"duplicate":1839}"""));
        await Weblog.FiguresAreExact(site);
    }

    [Fact]
    public async Task with_bad_lines_reported_by_line_and_column_and_skipped_unless_strict()
    {
        var site = await engine.NewSite();
        var file = Path.Combine(_folder, "calls.ndjson");
        await File.WriteAllLinesAsync(
            file,
            [
                """{"type":"page","anonymousId":"v","name":"home","timestamp":"2026-01-31T12:00:00Z"}""",
                """{"type":"page","anonymousId":"v",,}""",
                """{"type":"page","anonymousId":"w","name":"mail me at a@b.example","timestamp":"2026-01-31T12:00:00Z"}""",
                """{"type":"page","anonymousId":"x","name":"home","timestamp":"2026-01-31T12:00:00Z"}""",
            ]
        );

        var (strict, some) = await Import(site, "segment", file, "--strict");
        var (code, all) = await Import(site, "segment", file);

        (strict, some["receipts"]!.ToJsonString()).Should().Be((1, """{"accepted":1}"""));
        (code, all["receipts"]!.ToJsonString()).Should().Be((1, """{"accepted":1,"duplicate":1,"refused":1}"""));
        all["complaints"]!
            .AsArray()
            .Select(it => (string)it!)
            .Order()
            .Should()
            .Equal($"{file}:2:34: this is not JSON", $"{file}:3:1: refused: the name looks like an e-mail address");
        (await JourneyProgram.Run(engine, "import", "segment", file + ".none", "--keys", await site.Keys()))
            .ExitCode.Should()
            .Be(2);
    }

    /// <summary>The weblog as a web server would have written it, with what is no visitor's view of a page in
    /// between.</summary>
    private async Task<string> Log(string name, List<JsonObject> lines)
    {
        var addresses = new Dictionary<string, string>();
        string Address(string visitor) =>
            addresses.TryGetValue(visitor, out var known)
                ? known
                : addresses[visitor] = string.Create(
                    CultureInfo.InvariantCulture,
                    $"10.0.{addresses.Count / 250}.{addresses.Count % 250}"
                );
        string Line(string address, JsonObject it, string request, int status, string agent) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{address} - - [{DateTimeOffset.Parse((string)it["timestamp"]!, CultureInfo.InvariantCulture):dd/MMM/yyyy:HH:mm:ss} +0000] \"{request} HTTP/1.1\" {status} 1024 \"{it["context"]!["page"]!["referrer"]}\" \"{agent}\""
            );
        var text = lines
            .Select(it =>
                Line(
                    Address((string)it["anonymousId"]!),
                    it,
                    $"GET {it["context"]!["page"]!["path"]}?secret=1",
                    200,
                    Browser
                )
            )
            .ToList();
        var someone = Address((string)lines[0]["anonymousId"]!);
        text.Insert(10, Line(someone, lines[0], "GET /files/", 404, Browser));
        text.Insert(20, Line(someone, lines[0], "GET /style.css", 200, Browser));
        text.Insert(30, Line(someone, lines[0], "POST /files/", 200, Browser));
        text.Insert(40, Line("10.0.99.1", lines[0], "GET /files/", 200, "Googlebot/2.1"));
        text.Insert(50, Line("10.0.99.1", lines[0], "GET /blog/", 200, "Googlebot/2.1"));
        var file = Path.Combine(_folder, name);
        await File.WriteAllLinesAsync(file, text);
        return file;
    }

    private async Task<(int Code, JsonNode Said)> Import(Site site, string kind, string file, params string[] options)
    {
        var (code, output, error) = await JourneyProgram.Run(
            engine,
            [
                "import",
                kind,
                file,
                "--json",
                "--keys",
                await site.Keys(),
                "--salt",
                Path.Combine(_folder, "salt"),
                .. options,
            ]
        );
        output.Should().NotBeEmpty(error);
        return (code, JsonNode.Parse(output)!);
    }

    private async Task<string> Stored(Site site)
    {
        await using var command = engine.Database.CreateCommand(
            "select string_agg(stream_id || data::text, ' ') from journey.mt_events where tenant_id = $1"
        );
        command.Parameters.Add(new() { Value = site.Name });
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
