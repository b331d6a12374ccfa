using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JourneyEngine.IntegrationTests.Privacy;

namespace JourneyEngine.IntegrationTests.Persons;

/// <summary>Whichever of a person's ids a call names, it means the person.</summary>
[Collection(EngineTests.Name)]
public sealed partial class a_route_takes_an_id(EngineFixture engine)
{
    /// <summary>What a call tells of whom it means, or leaves behind for another id of the same person to tell.</summary>
    private static readonly Dictionary<string, (string? Body, string? Then, Func<string, string> Meant)> Same = new()
    {
        ["GET /v1/visitors/{id}"] = (null, null, Visits),
        ["GET /v1/visitors"] = (null, null, Visits),
        ["GET /v1/visitors/{id}/events"] = (null, null, Lines),
        ["GET /v1/visitors/events"] = (null, null, Lines),
        ["GET /v1/visitors/{id}/decisions"] = (null, null, Length),
        ["GET /v1/visitors/decisions"] = (null, null, Length),
        ["GET /v1/visitors/{id}/prediction"] = (null, null, it => Part(it, "conversions")),
        ["GET /v1/visitors/prediction"] = (null, null, it => Part(it, "conversions")),
        ["GET /v1/privacy/me"] = (null, null, Visits),
        ["GET /v1/privacy/export"] = (null, null, it => Length(Part(it, "facts"))),
        ["GET /v1/privacy/consent"] = (null, null, it => Part(it, "purposes")),
        ["GET /v1/privacy/consent/receipt"] = (null, null, it => $"{it.Split("personalize").Length}"),
        ["POST /v1/privacy/objection"] = (
            "{\"visitor\":\"{id}\",\"objected\":true}",
            "/v1/privacy/consent?visitor={other}",
            it => Part(it, "mode")
        ),
        ["POST /v1/privacy/forget-visit"] = (
            "{\"visitor\":\"{id}\",\"visit\":1}",
            "/v1/privacy/me?visitor={other}",
            Visits
        ),
        ["GET /v1/privacy/details"] = (null, null, All),
        ["PUT /v1/privacy/details/{name}"] = (
            // Confirmed: else a question uses the address meanwhile.
            "{\"visitor\":\"{id}\",\"value\":\"dana@example.org\",\"confirmed\":true}",
            "/v1/privacy/details?visitor={other}",
            All
        ),
        ["DELETE /v1/privacy/details/{name}"] = (null, "/v1/privacy/details?visitor={other}", All),
    };

    /// <summary>Two pseudonyms are what they are about, or a page that a link opens to one.</summary>
    private static readonly string[] OfOnePseudonym =
    [
        "DELETE /v1/visitors/{id}/links/{alias}",
        "DELETE /v1/visitors/links",
        "GET /v1/visitors/{id}/links",
        "GET /v1/visitors/links",
        "POST /v1/privacy/links",
        "POST /v1/visitor",
        "DELETE /v1/visitor",
    ];

    public static TheoryData<string> Routes => [.. Same.Keys];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task that_means_the_same_person_as_every_other_one(string route)
    {
        var (body, then, meant) = Same[route];
        var found = new List<string>();
        foreach (var (id, other) in new[] { ("dana", "phone"), ("phone", "desk"), ("desk", "dana") })
        {
            var site = await Linked();
            var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
            var asked = path.Replace("{name}", "email", StringComparison.Ordinal);
            if (asked.Contains("{id}", StringComparison.Ordinal))
                asked = asked.Replace("{id}", id, StringComparison.Ordinal);
            else if (body is null)
                asked += (path.StartsWith("/v1/visitors", StringComparison.Ordinal) ? "?id=" : "?visitor=") + id;
            var answer = await Send(site, method, asked, body?.Replace("{id}", id, StringComparison.Ordinal));
            var text = await answer.Content.ReadAsStringAsync();
            if (then is not null)
            {
                answer.IsSuccessStatusCode.Should().BeTrue($"{asked}: {text}");
                answer = await Send(site, "GET", then.Replace("{other}", other, StringComparison.Ordinal), null);
                text = await answer.Content.ReadAsStringAsync();
            }

            found.Add($"{(int)answer.StatusCode} {Moment().Replace(meant(text), "then")}");
        }

        found.Distinct().Should().ContainSingle(string.Join(" | ", found));
    }

    [Fact]
    public async Task as_all_that_are_described_do()
    {
        using var http = new HttpClient();
        var api = JsonNode.Parse(await http.GetStringAsync(new Uri(engine.Host.Address, "/openapi/v1.json")))!;
        var schemas = api["components"]!["schemas"]!.AsObject();
        bool Names(JsonNode operation) =>
            operation["parameters"]?.AsArray().Any(it => (string)it!["name"]! is "visitor") == true
            || Body(operation).Any(it => it == "visitor");
        IEnumerable<string> Body(JsonNode operation) =>
            from content in operation["requestBody"]?["content"]?.AsObject() ?? []
            let name = ((string?)content.Value!["schema"]?["$ref"])?.Split('/')[^1]
            where name is not null
            from property in schemas[name]!["properties"]?.AsObject() ?? []
            select property.Key;
        var routes =
            from path in api["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            where path.Key.Contains("/visitor", StringComparison.Ordinal) || Names(operation.Value!)
            select $"{operation.Key.ToUpperInvariant()} {path.Key}";

        routes.Should().BeEquivalentTo(Same.Keys.Concat(OfOnePseudonym), "a new route says here whom it means");
    }

    [GeneratedRegex("\\d{4}-\\d{2}-\\d{2}T[^\"]*")]
    private static partial Regex Moment();

    private static string All(string text) => text;

    private static string Visits(string text) => Part(text, "visits");

    private static string Part(string text, string member) => JsonNode.Parse(text)![member]!.ToJsonString();

    private static string Length(string text) => $"{JsonNode.Parse(text)!.AsArray().Count}";

    private static string Lines(string text) => $"{text.Trim().Split('\n').Length}";

    private static Task<HttpResponseMessage> Send(Site site, string method, string path, string? body) =>
        site.Send(
            new HttpMethod(method),
            path,
            path.StartsWith("/v1/visitors", StringComparison.Ordinal) ? site.ReadKey : site.AdminKey,
            body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json")
        );

    private async Task<Site> Linked()
    {
        var site = await engine.NewSite();
        await site.Publish(
            """
            {"kinds":[{"kind":"page"}],
            "purposes":[{"name":"measure","reason":{"en":"Counting visits"}},{"name":"personalize","reason":{"en":"Showing what fits"}},
            {"name":"updates","reason":{"en":"Writing to you"}}],
            "details":[{"name":"email","shape":"email","purposes":["updates"],"reason":{"en":"To write to you"}}]}
            """
        );
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "b1");
        var server = (string)(await site.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;
        foreach (var (device, day) in new[] { ("phone", 0), ("desk", 1) })
        {
            var page = Calls.Page(device, "home", Calls.Noon.AddDays(day), "dana");
            page["context"] = JsonNode.Parse("""{"consent":{"categoryPreferences":{"personalize":true}}}""");
            var answer = await site.Send(HttpMethod.Post, "/v1/page", server, JsonContent.Create(page));
            answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        }

        await site.Hero("desk");
        var choice = new { visitor = "dana", granted = new[] { "updates" } };
        await site.Send(HttpMethod.Post, "/v1/privacy/consent", site.AdminKey, JsonContent.Create(choice));
        return site;
    }
}
