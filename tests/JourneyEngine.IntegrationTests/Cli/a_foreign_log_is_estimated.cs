using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Cli;

[Collection(EngineTests.Name)]
public sealed class a_foreign_log_is_estimated(EngineFixture engine)
{
    private readonly string _folder = TemporaryFolder.New();

    [Theory]
    [InlineData("ips", "")]
    [InlineData("snips", "100")]
    [InlineData("dr", "2")]
    public async Task with_the_same_numbers_and_warnings_as_by_the_api(string estimator, string clip)
    {
        var (site, log) = (await engine.NewSite(), Log(4_000));
        var packed = Path.Combine(_folder, "log.bin");
        await using (var to = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
            await to.WriteAsync(Encoding.UTF8.GetBytes(log));

        var (code, said, _) = await Estimated(
            packed,
            ["--estimator", estimator, "--seed", "3", "--json", .. clip.Length == 0 ? [] : (string[])["--clip", clip]]
        );
        var answer = await site.Send(
            HttpMethod.Post,
            $"/v1/reports/decisions/estimate?estimator={estimator}&seed=3{(clip.Length == 0 ? "" : "&clip=" + clip)}",
            site.ReadKey,
            new StringContent(log, Encoding.UTF8, "text/csv")
        );

        var byApi = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        JsonNode.DeepEquals(JsonNode.Parse(said), byApi).Should().BeTrue($"{said} is to be {byApi.ToJsonString()}");
        code.Should().Be(byApi["warnings"]!.AsArray().Count == 0 ? 0 : 2);
    }

    [Theory]
    [InlineData("propensity,probability,reward\n0.5,1,1\n\n0,1,1\n", "Line 4: propensity is above 0")]
    [InlineData("propensity,reward\n0.5,1\n", "There is no column 'probability'.")]
    [InlineData("", "There is no decision in it.")]
    public async Task with_the_broken_line_named(string log, string why)
    {
        var file = Path.Combine(_folder, "log.csv");
        await File.WriteAllTextAsync(file, log);

        var (code, _, error) = await Estimated(file);

        (code, error[..Math.Min(error.Length, file.Length + 2 + why.Length)]).Should().Be((1, $"{file}: {why}"));
    }

    [Fact]
    public async Task without_an_engine_or_a_database()
    {
        var file = Path.Combine(_folder, "log.csv");
        await File.WriteAllTextAsync(file, Log(200));

        var (code, output, error) = await JourneyProgram.Run(
            new Uri("http://127.0.0.1:9"),
            null,
            "decisions",
            "estimate",
            file
        );

        code.Should().BeOneOf([0, 2], error);
        output.Should().Contain("200").And.Contain("seed 1");
    }

    private static string Log(int decisions)
    {
        var (random, log) = (
            new Random(5),
            new StringBuilder("propensity,probability,reward,predicted,expected,visitor\n")
        );
        for (var i = 0; i < decisions; i++)
        {
            var propensity = random.Next(50) == 0 ? 0.01 : 0.5;
            log.Append(
                CultureInfo.InvariantCulture,
                $"{propensity},0.5,{(random.Next(3) == 0 ? 1 : 0)},0.3,0.35,מבקר-{random.Next(decisions / 2)}\n"
            );
        }

        return log.ToString();
    }

    private Task<(int ExitCode, string Output, string Error)> Estimated(string file, params string[] options) =>
        JourneyProgram.Run(engine.Host.Address, null, ["decisions", "estimate", file, .. options]);
}
