using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Contracts;
using JourneyEngine.Host.Docs;

namespace JourneyEngine.IntegrationTests.Docs;

[Collection(EngineTests.Name)]
public sealed class every_api_call_is_documented(EngineFixture engine)
{
    /// <summary>What says no on a young site: models take more visitors, nothing was learned yet, and a request that is
    /// cancelled has no results.</summary>
    private static readonly Dictionary<(string, string), int> Refused = new()
    {
        [("POST", "/v1/predictions/returns")] = 422,
        [("POST", "/v1/predictions/conversions")] = 422,
        [("GET", "/v1/posteriors/{slot}")] = 404,
        [("GET", "/v1/privacy/requests/{id}/results")] = 404,
        // The other example of it has taken the link back.
        [("DELETE", "/v1/visitors/links")] = 404,
    };

    [Fact]
    public async Task with_a_summary_its_parameters_and_a_code_sample()
    {
        var document = JsonNode.Parse(
            await (
                await (await engine.NewSite()).Send(HttpMethod.Get, "/openapi/v1.json", null, null)
            ).Content.ReadAsStringAsync()
        )!;

        var calls = document["paths"]!
            .AsObject()
            .SelectMany(path =>
                path.Value!.AsObject().Select(call => (Name: $"{call.Key} {path.Key}", Call: call.Value!))
            )
            .ToArray();
        calls.Should().HaveCountGreaterThan(70);
        calls
            .Where(it => it.Call["summary"] is null || it.Call["x-codeSamples"] is null)
            .Select(it => it.Name)
            .Should()
            .BeEmpty();
        calls
            .Where(it => it.Name.StartsWith("get /v1/reports/", StringComparison.Ordinal))
            .Should()
            .OnlyContain(it => it.Call["parameters"]!.AsArray().Count >= 4);
        document["components"]!["securitySchemes"]!["key"]!["scheme"]!.ToString().Should().Be("bearer");
        var sample = document["paths"]!["/v1/reports/funnel"]!["get"]!["x-codeSamples"]![0]!["source"]!.ToString();
        sample.Should().Contain("/v1/reports/funnel?funnel=shop").And.Contain("Authorization: Bearer $READ_KEY");
    }

    [Fact]
    public async Task with_all_that_a_content_of_a_slot_may_say()
    {
        var answer = await (await engine.NewSite()).Send(HttpMethod.Get, "/openapi/v1.json", null, null);

        var schema = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["components"]!["schemas"]![
            "SentContent"
        ]!;
        var words = typeof(Content).GetProperties().Select(it => JsonNamingPolicy.CamelCase.ConvertName(it.Name));
        schema["properties"]!.AsObject().Select(it => it.Key).Should().BeEquivalentTo(words);
    }

    [Fact]
    public async Task by_an_example_that_runs_as_it_stands()
    {
        var site = await engine.NewSite();
        var (decision, failed) = ("", new List<string>());
        foreach (
            var example in ConfigureExamples
                .All.Concat(CollectExamples.All)
                .Concat(ReadExamples.All)
                .Concat(PrivacyExamples.All)
        )
        {
            if (decision.Length == 0 && example.Address.Contains("$DECISION_ID", StringComparison.Ordinal))
                decision = (string)(await site.Decisions("v1"))[0]!["decisionId"]!;
            var answer = await Run(site, example, decision);
            if (
                (int)answer.StatusCode >= 400
                && Refused.GetValueOrDefault((example.Method, example.Path)) != (int)answer.StatusCode
            )
                failed.Add(
                    $"{example.Method} {example.Address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
                );
        }

        failed.Should().BeEmpty();
    }

    [Fact]
    public async Task by_get_only_where_nothing_is_changed()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("uniform", "a", "b");
        await site.Accepted(Calls.Page("v1", "home", Calls.Noon));
        await site.Hero("v1");
        var stored = await Stored(site);

        foreach (
            var example in ConfigureExamples
                .All.Concat(CollectExamples.All)
                .Concat(ReadExamples.All)
                .Concat(PrivacyExamples.All)
                .Where(it => it.Method == "GET")
        )
            await Run(site, example, Guid.Empty.ToString());

        (await Stored(site)).Should().Equal(stored);
    }

    /// <returns>What is in the log of a site, and who it knows.</returns>
    private async Task<long[]> Stored(Site site)
    {
        await using var command = engine.Database.CreateCommand(
            "select array[(select count(*) from journey.mt_events where tenant_id = $1), "
                + "(select count(*) from journey.mt_streams where tenant_id = $1)]"
        );
        command.Parameters.Add(new() { Value = site.Name });
        return (long[])(await command.ExecuteScalarAsync())!;
    }

    private static Task<HttpResponseMessage> Run(Site site, Example example, string decision)
    {
        var key = example.Key switch
        {
            "WRITE_KEY" => site.WriteKey,
            "READ_KEY" => site.ReadKey,
            "ADMIN_KEY" => site.AdminKey,
            _ => null,
        };
        var target = example
            .Address.Replace("$DECISION_ID", decision, StringComparison.Ordinal)
            .Replace("$WRITE_KEY", site.WriteKey, StringComparison.Ordinal);
        return site.Send(
            new HttpMethod(example.Method),
            target,
            key,
            example.Body is null ? null : new StringContent(example.Body, Encoding.UTF8, example.Type)
        );
    }
}
