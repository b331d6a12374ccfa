using System.Net;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>A page of anybody's whose name was made to mean this machine (DNS rebinding) asks by that name.</summary>
[Collection(EngineTests.Name)]
public sealed class a_host_is_asked_by_another_name(EngineFixture engine)
{
    [Theory]
    [InlineData("/dashboard")]
    [InlineData("/dashboard/sign-in")]
    [InlineData("/privacy")]
    [InlineData("/v1/notice")]
    [InlineData("/openapi/v1.json")]
    public async Task that_is_not_its_own_and_answers_nothing_else(string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        (await Asked(http, path, "rebound.example")).Should().Be(HttpStatusCode.MisdirectedRequest);
        (await Asked(http, path, "localhost.rebound.example")).Should().Be(HttpStatusCode.MisdirectedRequest);
        (await Asked(http, path, "localhost")).Should().NotBe(HttpStatusCode.MisdirectedRequest);
    }

    private async Task<HttpStatusCode> Asked(HttpClient http, string path, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(engine.Host.Address, path));
        request.Headers.Host = $"{name}:{engine.Host.Address.Port}";
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
