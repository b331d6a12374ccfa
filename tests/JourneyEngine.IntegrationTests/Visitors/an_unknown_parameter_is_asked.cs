using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Visitors;

/// <summary>Whoever misspells what they ask is not answered as if they had not asked it.</summary>
[Collection(EngineTests.Name)]
public class an_unknown_parameter_is_asked(EngineFixture engine)
{
    private static readonly string[] Unchanging = ["/v1/visitor", "/v1/projects/{key}/settings"];

    /// <summary>Those that the libraries of pages call, and add to what they like.</summary>
    private static readonly string[] Lenient =
    [
        .. JourneyEngine.Collection.CollectionModule.Examples.Select(it => it.Path),
        .. Unchanging,
        "/v1/decisions/{id}/shown",
    ];

    [Fact]
    public async Task of_any_address_for_programs_and_is_named_with_those_that_are_known()
    {
        var site = await engine.NewSite();
        var lenient = new List<string>();
        foreach (var (method, path, known) in await Described(site))
        {
            var address = path.Replace("{id}", Guid.NewGuid().ToString(), StringComparison.Ordinal)
                .Replace("{version}", "1", StringComparison.Ordinal);
            var answer = await site.Send(method, $"{address}?misspelt=1", site.AdminKey, null);
            var said = await answer.Content.ReadAsStringAsync();
            if (!said.Contains("'misspelt' is not a parameter of this address", StringComparison.Ordinal))
            {
                lenient.Add(path);
                continue;
            }

            answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity, "of {0}", path);
            var told = (string)JsonNode.Parse(said)!["detail"]!;
            if (known.Length == 0)
                told.Should().EndWith("it takes none.", "of {0}", path);
            else
                told.Split("Known are: ")[1].TrimEnd('.').Split(", ").Should().BeEquivalentTo(known, "of {0}", path);
        }

        lenient.Distinct().Should().BeSubsetOf(Lenient).And.Contain("/v1/batch");
    }

    [Theory]
    [InlineData(
        "POST",
        "reports/decisions/estimate?clipp=10",
        "Did you mean 'clip'? Known are: estimator, clip, seed."
    )]
    [InlineData(
        "GET",
        "visitors/v?asOf=2026-01-01",
        "'asOf' is not a parameter of this address. Known are: funnel, at, "
    )]
    [InlineData("GET", "reports/returns?frm=2026-01-01", "Did you mean 'from'?")]
    [InlineData("GET", "reports/predictions?from=2026-01-01", "'from' is not a parameter of this address")]
    [InlineData("GET", "reports/requests?funnel=f", "'funnel' is not a parameter of this address")]
    [InlineData("GET", "reports/returns?funnel=f", "'funnel' is not a parameter of this address")]
    [InlineData("GET", "reports/consent?funnel=f", "'funnel' is not a parameter of this address")]
    [InlineData("GET", "reports/decisions?funnel=f", "'funnel' is not a parameter of this address")]
    [InlineData("GET", "reports/content?funnel=f", "'funnel' is not a parameter of this address")]
    [InlineData("GET", "reports/requests?wait=true", "'wait' is not a parameter of this address")]
    [InlineData("GET", "visitors/v?dana@example.test=1", "'?' is not a parameter")]
    [InlineData("GET", "visitors/v/prediction?horizon=abc", "'horizon' takes a whole number.")]
    [InlineData("GET", "quarantine?limit=x", "'limit' takes a whole number from 1 to 1,000.")]
    [InlineData("GET", "quarantine?limit=0", "'limit' takes a whole number from 1 to 1,000.")]
    [InlineData("GET", "quarantine?limit=1001", "'limit' takes a whole number from 1 to 1,000.")]
    [InlineData("GET", "privacy/audit?limit=", "'limit' takes a whole number from 1 to 1,000.")]
    [InlineData("GET", "privacy/audit?limit=-1", "'limit' takes a whole number from 1 to 1,000.")]
    [InlineData("GET", "privacy/audit?limit=1001", "'limit' takes a whole number from 1 to 1,000.")]
    [InlineData(
        "GET",
        "reports/returns?figure=visitors&row=1&limit=0",
        "'limit' takes a whole number from 1 to 10,000."
    )]
    [InlineData("GET", "visitors", "'id' is missing: it takes the id of a visitor: an anonymousId, or a userId.")]
    [InlineData("GET", "visitors?id=", "'id' takes the id of a visitor: an anonymousId, or a userId.")]
    [InlineData("GET", "visitors/events?device=only", "'id' is missing: it takes the id of a visitor")]
    [InlineData("GET", "visitors/decisions", "'id' is missing: it takes the id of a visitor")]
    [InlineData("GET", "visitors/prediction", "'id' is missing: it takes the id of a visitor")]
    [InlineData("DELETE", "visitors/links?id=v", "'alias' is missing: it takes the id of a visitor")]
    [InlineData("GET", "privacy/me", "Name the visitor: 'visitor' takes an anonymousId, or a userId.")]
    [InlineData("POST", "reports/decisions/estimate?clip=much", "'clip' takes a number such as 2.5.")]
    [InlineData("POST", "reports/decisions/estimate/s?seed=1.5", "'seed' takes a whole number.")]
    [InlineData("GET", "privacy/export?visitor=v&format=xls", "'format' takes json or csv.")]
    [InlineData("GET", "reports/returns?format=csv&table=groups", "say by=, one of campaign")]
    public async Task with_a_near_one_that_is_meant_or_with_a_value_that_is_none(
        string method,
        string path,
        string says
    )
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));

        var answer = await site.Send(new HttpMethod(method), "/v1/" + path, site.AdminKey, null);

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        ((string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["detail"]!).Should().Contain(says);
    }

    [Fact]
    public async Task by_a_library_that_collects_and_its_items_are_taken()
    {
        var site = await engine.NewSite();
        var body = new JsonObject { ["batch"] = new JsonArray(Calls.Page("v", "home", Calls.Noon)) };

        var answer = await site.Post("/v1/batch?sdk=1&limit=x", body);

        (await Site.Receipts(answer)).Keys.Should().Equal("accepted");
    }

    [Fact]
    public async Task by_a_stranger_who_is_not_told_what_is_known()
    {
        var site = await engine.NewSite();

        (await site.Send(HttpMethod.Get, "/v1/visitors/v?asOf=2026-01-01", null, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.Unauthorized);
    }

    private static async Task<List<(HttpMethod Method, string Path, string[] Known)>> Described(Site site)
    {
        var answer = await site.Send(HttpMethod.Get, "/openapi/v1.json", null, null);
        var described = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return
        [
            .. from path in described["paths"]!.AsObject()
            where path.Key.StartsWith("/v1/", StringComparison.Ordinal)
            from operation in path.Value!.AsObject()
            let parameters = operation.Value!["parameters"]?.AsArray() ?? []
            select (
                new HttpMethod(operation.Key.ToUpperInvariant()),
                path.Key,
                parameters.Where(it => (string?)it!["in"] == "query").Select(it => (string)it!["name"]!).ToArray()
            ),
        ];
    }
}
