using System.Net;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Reports;

/// <summary>A day of another order would be read as another month, and a time without a day as today.</summary>
[Collection(EngineTests.Name)]
public class a_moment_is_asked_for_in_another_form(EngineFixture engine)
{
    private static readonly string[] Wrong =
    [
        "02.01.2026",
        "01/02/2026",
        "28/11/2026",
        "12:00",
        "Nov 2026",
        "2026-1-2",
        "2026-02-30",
        "2026-01-31T12:00:00 02:00",
        "yesterday",
    ];

    private static readonly string[] Right =
    [
        "2026-01-31",
        "2026-01-31T12:00Z",
        "2026-01-31T12:00",
        "2026-01-31T12:00:00.123Z",
        "2026-01-31T14:00:00+02:00",
    ];

    [Fact]
    public async Task of_any_address_that_takes_one_and_it_says_what_is_right()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Accepted(Calls.Page("v", "home", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        var addresses = await Addresses(site);
        addresses.Should().HaveCountGreaterThan(12).And.Contain("/v1/reports/returns?at=");
        foreach (var address in addresses)
        {
            foreach (var at in Wrong)
            {
                var answer = await Asked(site, address + Uri.EscapeDataString(at));

                answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity, address + at);
                answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
                (await answer.Content.ReadAsStringAsync()).Should().Contain("2026-01-31");
            }
        }

        foreach (var address in addresses.Where(it => it.Contains("at=")))
        {
            foreach (var at in Right.Append(""))
                (await Asked(site, address + Uri.EscapeDataString(at)))
                    .StatusCode.Should()
                    .Be(HttpStatusCode.OK, address + at);
        }
    }

    [Theory]
    [InlineData("2026-01-31", "2026-01-31T00:00:00+00:00")]
    [InlineData("2026-01-31T12:00", "2026-01-31T12:00:00+00:00")]
    [InlineData("2026-01-31T12:00:00-02:00", "2026-01-31T14:00:00+00:00")]
    public async Task that_is_right_and_is_read_in_utc_where_no_zone_is_given(string at, string moment)
    {
        var site = await engine.NewSite();

        var report = await site.Get("/v1/reports/returns?at=" + Uri.EscapeDataString(at));

        DateTimeOffset.Parse((string)report["asOf"]!["time"]!).Should().Be(DateTimeOffset.Parse(moment));
    }

    /// <summary>Every address of the description that takes a moment or a day, but for its value.</summary>
    private static async Task<string[]> Addresses(Site site)
    {
        var answer = await site.Send(HttpMethod.Get, "/openapi/v1.json", null, null);
        var described = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return
        [
            .. from path in described["paths"]!.AsObject()
            from parameter in path.Value!["get"]?["parameters"]?.AsArray() ?? []
            where (string?)parameter!["name"] is "at" or "from" or "to"
            let address = path.Key.Replace("{id}", "v")
            let visitor = path.Key is "/v1/visitors" or "/v1/visitors/prediction" ? "id=v&" : ""
            let about = address == "/v1/privacy/consent" ? "visitor=v&" : visitor
            select $"{address}?{about}{(string?)parameter["name"]}=",
        ];
    }

    private static Task<HttpResponseMessage> Asked(Site site, string path) =>
        site.Send(HttpMethod.Get, path, path.Contains("/privacy/") ? site.AdminKey : site.ReadKey, null);
}
