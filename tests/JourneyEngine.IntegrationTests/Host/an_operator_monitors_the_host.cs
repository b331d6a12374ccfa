using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Host;

[Collection(HostTests.Name)]
public sealed class an_operator_monitors_the_host(EngineFixture engine)
{
    private const string Key = "a key that nobody guesses";

    [Fact]
    public async Task by_metrics_that_contain_no_visitor_site_or_key()
    {
        await using var host = await Started();
        var site = (await engine.NewSite()) with { Address = host.Address };
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "b1");
        await site.Accepted(Calls.Page("dana-of-the-metrics", "blog", Calls.Noon));
        await site.Hero("dana-of-the-metrics");
        await site.Hero("dana-of-the-metrics");
        await site.Get("/v1/visitors/dana-of-the-metrics");

        var metrics = await Eventually.Sees(
            () => Scrape(host, Key),
            it => it.Contains("journey_projection_waiting", StringComparison.Ordinal)
        );

        metrics.Should().MatchRegex("""(?m)^journey_items_total\{[^}]*status="accepted"[^}]*\} 1$""");
        metrics.Should().MatchRegex("""(?m)^journey_evaluations_total\{[^}]*answered="decided"[^}]*\} 1$""");
        metrics.Should().MatchRegex("""(?m)^journey_evaluations_total\{[^}]*answered="standing"[^}]*\} 1$""");
        metrics.Should().Contain("journey_projection_age_seconds").And.Contain("""http_route="/v1/visitors/{id}""");
        metrics
            .Should()
            .NotContain("dana")
            .And.NotContain(site.Name)
            .And.NotContain(site.WriteKey)
            .And.NotContain("hero")
            .And.NotContain("Password")
            .And.NotContain("Username");
    }

    [Fact]
    public async Task only_with_the_metrics_key()
    {
        await using var host = await Started();
        using var http = new HttpClient { BaseAddress = host.Address };

        (await http.GetAsync("/metrics")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        http.DefaultRequestHeaders.Authorization = new("Bearer", "another key of this length");
        (await http.GetAsync("/metrics")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task by_a_log_of_one_line_an_event_each_with_its_time_and_in_json_where_asked()
    {
        await using var host = await Started();

        host.Output.Split('\n')
            .Select(it => JsonNode.Parse(it)!)
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(it =>
                DateTimeOffset.Parse((string)it["Timestamp"]!, CultureInfo.InvariantCulture).Offset == TimeSpan.Zero
            )
            .And.OnlyContain(it => it["Message"] != null && it["LogLevel"] != null);
        engine
            .Host.Output.Split('\n')
            .Should()
            .NotBeEmpty()
            .And.AllSatisfy(it =>
                it.Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [a-z]{4}: [A-Z][A-Za-z.]*\[\d+\] ")
            );
    }

    [Fact]
    public async Task for_the_age_of_the_oldest_event_not_yet_projected()
    {
        var site = await engine.NewSite();

        var ready = (
            await (await site.Send(HttpMethod.Get, "/health/ready", null, null)).Content.ReadFromJsonAsync<JsonObject>()
        )!;

        ((string)ready["status"]!).Should().Be("ready");
        ((double)ready["ageSeconds"]!).Should().BeInRange(0, 300);
    }

    [Theory]
    [InlineData("GET", "/v1/nowhere", 404)]
    [InlineData("DELETE", "/v1/batch", 405)]
    [InlineData("GET", "/v1/decisions/no-id", 404)]
    [InlineData("GET", "/v1/visitors/v?at=yesterday", 422)]
    public async Task whose_error_answers_are_all_problem_json(string method, string path, int status)
    {
        var site = await engine.NewSite();

        var answer = await site.Send(new HttpMethod(method), path, site.ReadKey, null);

        ((int)answer.StatusCode).Should().Be(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!["detail"]!.ToString().Should().NotBeEmpty();
    }

    private static async Task<string> Scrape(HostProcess host, string key)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return await http.GetStringAsync("/metrics");
    }

    private Task<HostProcess> Started() =>
        engine.Another(environment: new() { ["JOURNEY_METRICS_KEY"] = Key, ["JOURNEY_LOG"] = "json" });
}
