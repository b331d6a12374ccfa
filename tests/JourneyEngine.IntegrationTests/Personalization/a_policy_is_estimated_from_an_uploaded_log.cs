using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Personalization;

[Collection(DecidingTests.Name)]
public sealed class a_policy_is_estimated_from_an_uploaded_log(EngineFixture engine)
{
    /// <summary>The value of showing each of 34 items equally often, from the log of a Thompson sampler (Open Bandit
    /// Dataset, men).</summary>
    [SkippableFact]
    public async Task with_the_published_ips_and_snips_values_of_the_open_bandit_dataset()
    {
        var site = await engine.NewSite();
        var log = OpenBandit("data/obd_bts_men.csv.gz");

        var (ips, snips) = (await Estimate(site, "ips", log), await Estimate(site, "snips", log));

        Digits((double)ips["value"]!, 6).Should().Be("3.00863E-003");
        Digits((double)snips["value"]!, 6).Should().Be("3.18942E-003");
        Digits((double)ips["effectiveSampleSize"]!, 5).Should().Be("6.5571E+002");
        Digits((double)ips["meanWeight"]!, 5).Should().Be("9.4331E-001");
        Digits((double)ips["greatestWeight"]!, 5).Should().Be("1.7825E+002");
        ((long)ips["decisions"]!).Should().Be(10_000);
        ((double)ips["low"]!).Should().BeLessThan((double)ips["value"]!);
        ((double)(await Estimate(site, "ips", log))["low"]!)
            .Should()
            .Be((double)ips["low"]!, "the same seed draws the same");
    }

    [Fact]
    public async Task by_the_direct_method_and_the_doubly_robust_estimator()
    {
        var site = await engine.NewSite();
        const string Log =
            "visitor,reward,predicted,expected,probability,propensity\nv,1,0.5,0.25,1,0.5\nv,0,0.5,0.25,0,0.5\nw,1,0.5,0.25,1,0.5\n";

        ((double)(await Estimate(site, "dm", Log))["value"]!).Should().BeApproximately(0.25, 1e-12);
        ((double)(await Estimate(site, "dr", Log))["value"]!).Should().BeApproximately(0.25 + (2 * 2 * 0.5 / 3), 1e-12);
    }

    [Fact]
    public async Task that_a_spreadsheet_saved_with_a_byte_order_mark()
    {
        const string Log = "propensity,probability,reward\n0.5,1,1\n";
        var site = await engine.NewSite();

        (await Estimate(site, "ips", "\uFEFF" + Log))
            .ToJsonString()
            .Should()
            .Be((await Estimate(site, "ips", Log)).ToJsonString());
    }

    [Theory]
    [InlineData("ips", "propensity,reward\n0.5,1\n", "no column 'probability'")]
    [InlineData("dr", "propensity,probability,reward\n0.5,1,1\n", "no column 'predicted'")]
    [InlineData("ips", "propensity,probability,reward\n0.5,1,1\n0,1,1\n", "Line 3: propensity is above 0")]
    [InlineData("ips", "propensity,probability,reward\n0.5,1.5,1\n", "Line 2: ")]
    [InlineData("ips", "propensity,probability,reward\n1e-320,1,1\n", "Line 2: propensity")]
    [InlineData("ips", "propensity,probability,reward\n0.5,1,1e308\n", "Line 2: rewards")]
    [InlineData("ips", "propensity,probability,reward\n0.5,1,yes\n", "Line 2: reward is a number")]
    [InlineData("ips", "propensity,probability,reward\n0.5,1\n", "Line 2: reward is a number")]
    [InlineData("ips", "propensity,probability,reward\n", "no decision in it")]
    [InlineData("ips", "", "no decision in it")]
    [InlineData("best", "propensity,probability,reward\n0.5,1,1\n", "estimator is one of")]
    public async Task with_a_bad_line_and_the_line_and_reason_are_returned(string estimator, string log, string says)
    {
        var answer = await Send(await engine.NewSite(), estimator, log);

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!["detail"]!.ToString().Should().Contain(says);
    }

    private static string OpenBandit(string file)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(Shared.Path(file)), CompressionMode.Decompress)
        );
        var header = reader.ReadLine()!.Split(',');
        var (click, propensity) = (Array.IndexOf(header, "click"), Array.IndexOf(header, "propensity_score"));
        var log = new StringBuilder("propensity,probability,reward\n");
        while (reader.ReadLine()?.Split(',') is { } row)
            log.Append(CultureInfo.InvariantCulture, $"{row[propensity]},{1.0 / 34:R},{row[click]}\n");
        return log.ToString();
    }

    private static async Task<JsonObject> Estimate(Site site, string estimator, string log)
    {
        var answer = await Send(site, estimator, log);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static Task<HttpResponseMessage> Send(Site site, string estimator, string log) =>
        site.Send(
            HttpMethod.Post,
            $"/v1/reports/decisions/estimate?estimator={estimator}",
            site.ReadKey,
            new StringContent(log, Encoding.UTF8, "text/csv")
        );

    private static string Digits(double value, int digits) =>
        value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture);
}
