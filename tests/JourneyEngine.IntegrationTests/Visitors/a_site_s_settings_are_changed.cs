using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Visitors;

[Collection(EngineTests.Name)]
public class a_site_s_settings_are_changed(EngineFixture engine)
{
    [Fact]
    public async Task in_part_and_the_others_keep_their_values()
    {
        var site = await engine.NewSite();

        (await Get(site)).Should().Be(Settings(30, "measure"));
        (await site.Put("/v1/settings", new { mode = "personalize" }))
            .ToJsonString()
            .Should()
            .Be(Settings(30, "personalize"));
        (await site.Put("/v1/settings", new { visitGapMinutes = 45 }))
            .ToJsonString()
            .Should()
            .Be(Settings(45, "personalize"));
        (await site.Put("/v1/settings", new { })).ToJsonString().Should().Be(Settings(45, "personalize"));
        (await site.Put("/v1/settings", new { visitGapMinutes = 20, mode = "none" }))
            .ToJsonString()
            .Should()
            .Be(Settings(20, "none"));
        (await Get(site)).Should().Be(Settings(20, "none"));
        (await site.Put("/v1/settings", new { widestConversionInterval = 0.1 }))
            .ToJsonString()
            .Should()
            .Be(Settings(20, "none", 0.5, 0.1));
        (await site.Put("/v1/settings", new { widestReturnInterval = 1 }))
            .ToJsonString()
            .Should()
            .Be(Settings(20, "none", 1, 0.1));
    }

    [Theory]
    [InlineData("""{"mode":"everything"}""", "mode is one of none, measure, personalize.")]
    [InlineData("""{"mode":"None"}""", "mode is one of")]
    [InlineData("""{"visitGapMinutes":0,"mode":"x"}""", "visitGapMinutes is 1 to 1440. mode is one of")]
    [InlineData("""{"recognise":"everybody"}""", "recognise is one of off, vouched, claimed.")]
    [InlineData("""{"timeZone":"Asia/Jeruslem"}""", "Did you mean 'Asia/Jerusalem'?")]
    [InlineData("""{"timeZone":"Jerusalem"}""", "Did you mean 'Asia/Jerusalem'?")]
    [InlineData("""{"timeZone":"asia/jerusalem"}""", "Did you mean 'Asia/Jerusalem'?")]
    [InlineData("""{"timeZone":"Israel Standard Time"}""", "Did you mean 'Asia/Jerusalem'?")]
    [InlineData("""{"timeZone":"New York"}""", "Did you mean 'America/New_York'?")]
    [InlineData("""{"timeZone":""}""", "IANA time zone database, such as Asia/Jerusalem.\"")]
    [InlineData("""{"timeZone":"+02:00"}""", "IANA time zone database, such as Asia/Jerusalem.\"")]
    [InlineData("""{"weekStart":"Sunday"}""", "weekStart is one of sunday, monday,")]
    [InlineData("""{"weekStart":"0"}""", "weekStart is one of sunday, monday,")]
    [InlineData("""{"widestReturnInterval":0}""", "widestReturnInterval is above 0, and at most 1.")]
    [InlineData("""{"widestConversionInterval":1.01}""", "widestConversionInterval is above 0, and at most 1.")]
    public async Task to_invalid_values_and_keep_the_old_ones(string settings, string says)
    {
        var site = await engine.NewSite();

        var answer = await site.Send(
            HttpMethod.Put,
            "/v1/settings",
            site.AdminKey,
            JsonContent.Create(JsonNode.Parse(settings))
        );

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).Should().Contain(says);
        (await Get(site)).Should().Be(Settings(30, "measure"));
    }

    private static string Settings(int gap, string mode, double returns = 0.5, double conversions = 0.25) =>
        FormattableString.Invariant($"{{\"visitGapMinutes\":{gap},\"mode\":\"{mode}\",\"recognise\":\"vouched\",")
        + "\"timeZone\":\"UTC\",\"weekStart\":\"monday\","
        + FormattableString.Invariant(
            $"\"widestReturnInterval\":{returns},\"widestConversionInterval\":{conversions}}}"
        );

    private static async Task<string> Get(Site site) =>
        await (await site.Send(HttpMethod.Get, "/v1/settings", site.AdminKey, null)).Content.ReadAsStringAsync();
}
