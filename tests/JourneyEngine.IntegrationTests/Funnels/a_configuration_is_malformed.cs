using System.Text;

namespace JourneyEngine.IntegrationTests.Funnels;

[Collection(DecidingTests.Name)]
public class a_configuration_is_malformed(EngineFixture engine)
{
    [Theory]
    [InlineData("/v1/funnels/f", "null")]
    [InlineData("/v1/funnels/f", "[]")]
    [InlineData("/v1/funnels/f", "")]
    [InlineData("/v1/funnels/f", """{"stages":[""")]
    [InlineData("/v1/funnels/f", """{"stages":5}""")]
    [InlineData("/v1/funnels/f", """{"stages":[{"name":"a\u0000","when":[{}]},{"name":"b","when":[{}]}]}""")]
    [InlineData("/v1/slots/s", """{"default":{"name":"d","value":"\ud800"}}""")]
    [InlineData("/v1/slots/s", """{"default":{"name":"d","value":1e131071}}""")]
    [InlineData("/v1/settings", """{"visitGapMinutes":"x"}""")]
    public async Task in_its_json_and_is_rejected_with_400(string path, string body)
    {
        var site = await engine.NewSite();

        var answer = await site.Send(
            HttpMethod.Put,
            path,
            site.AdminKey,
            new StringContent(body, Encoding.UTF8, "application/json")
        );

        ((int)answer.StatusCode).Should().Be(400, await answer.Content.ReadAsStringAsync());
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [Theory]
    [InlineData("/v1/funnels/f", """{"stages":[{"name":"a","goal":"perhaps"}]}""", "$.stages[0].goal")]
    [InlineData("/v1/slots/s", """{"contents":7}""", "$.contents")]
    [InlineData("/v1/notice", """{"kinds":[{"kind":3}]}""", "$.kinds[0].kind")]
    [InlineData("/v1/settings", """{"visitGapMinutes":"x"}""", "$.visitGapMinutes")]
    public async Task for_a_mistake_whose_place_is_told(string path, string body, string place)
    {
        var site = await engine.NewSite();

        var answer = await site.Send(
            HttpMethod.Put,
            path,
            site.AdminKey,
            new StringContent(body, Encoding.UTF8, "application/json")
        );

        (await answer.Content.ReadAsStringAsync())
            .Should()
            .Contain($"The body is not what this address takes, at {place}; see /docs.");
    }
}
