using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Visitors;

[Collection(EngineTests.Name)]
public class a_visitor_has_an_unusual_id(EngineFixture engine)
{
    [Theory]
    [InlineData("patients/7")]
    [InlineData("/7/")]
    [InlineData("a?b=c&d#e")]
    [InlineData("..")]
    [InlineData("events")]
    public async Task with_a_meaning_in_addresses_where_it_stands_after_the_question_mark(string id)
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page(id, "home", Calls.Noon, userId: "u/1"));
        await site.Get("/v1/reports/returns?wait=true");
        var escaped = Uri.EscapeDataString(id);

        ((string)(await site.Get($"/v1/visitors?id={escaped}"))["visitor"]!).Should().Be(id);
        (await site.Ask($"/v1/visitors/events?id={escaped}")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await site.Ask($"/v1/visitors/decisions?id={escaped}")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await Links(site, escaped)).Should().Equal((id, "u/1"));
        (await Links(site, "u%2F1")).Should().Equal((id, "u/1"));
        (await Admin(site, HttpMethod.Delete, $"/v1/visitors/links?id={escaped}&alias=u%2F1"))
            .StatusCode.Should()
            .Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task with_a_slash_that_may_stand_escaped_in_a_path()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("patients/7", "home", Calls.Noon), Calls.Page("100%2Foff", "home", Calls.Noon));
        await site.Get("/v1/reports/returns?wait=true");

        ((string)(await site.Get("/v1/visitors/patients%2F7"))["visitor"]!).Should().Be("patients/7");
        ((string)(await site.Get("/v1/visitors/100%252Foff"))["visitor"]!).Should().Be("100%2Foff");
        (await site.Ask("/v1/visitors/patients%2F7/events")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task that_is_a_number_in_whatever_notation()
    {
        var site = await engine.NewSite();
        var items = new[] { "12345", "12345.0", "1.2345e4", "\" 12345\\u200B\"" }.Select(
            (id, i) =>
                JsonNode.Parse(
                    $$"""{"type":"page","messageId":"m{{i}}","name":"home","timestamp":"{{Calls.Noon.AddDays(i):O}}","anonymousId":{{id}}}"""
                )!
        );

        (await Site.Receipts(await site.Batch(items))).Should().Equal(new Dictionary<string, int> { ["accepted"] = 4 });

        ((int)(await site.Get("/v1/visitors/12345"))["visits"]!).Should().Be(4);
    }

    /// <summary>As the browser SDK sends <c>analytics.alias('new-id')</c>.</summary>
    [Fact]
    public async Task that_an_alias_without_a_previous_one_means()
    {
        var site = await engine.NewSite();
        await site.Accepted(
            Calls.Page("device-1", "home", Calls.Noon),
            JsonNode.Parse("""{"type":"alias","messageId":"a","anonymousId":"device-1","userId":"new-id"}""")!
        );
        await site.Get("/v1/reports/returns?wait=true");

        (await Links(site, "new-id")).Should().Equal(("device-1", "new-id"));
    }

    private static async Task<(string, string)[]> Links(Site site, string escaped) =>
        [
            .. (
                await (await site.Ask($"/v1/visitors/links?id={escaped}")).Content.ReadFromJsonAsync<JsonArray>()
            )!.Select(it => ((string)it!["visitor"]!, (string)it["alias"]!)),
        ];

    private static Task<HttpResponseMessage> Admin(Site site, HttpMethod method, string path, object? body = null) =>
        site.Send(method, path, site.AdminKey, body is null ? null : JsonContent.Create(body));
}
