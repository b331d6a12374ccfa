using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Host;

[Collection(HostTests.Name)]
public sealed class an_unknown_address_is_called(EngineFixture engine)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    [Theory]
    [InlineData("/v1/nowhere")]
    [InlineData("/v1/batch/more")]
    [InlineData("/ofrep/v1/nowhere")]
    [InlineData("/health/nowhere")]
    [InlineData("/nowhere")]
    [InlineData("/nowhere/file.js")]
    [InlineData("/decide")]
    public async Task by_any_method_and_is_not_found(string path)
    {
        var site = await engine.NewSite();

        foreach (var method in Methods)
        {
            var answer = await site.Send(new HttpMethod(method), path, site.AdminKey, null);

            answer.StatusCode.Should().Be(HttpStatusCode.NotFound, $"of {method} {path}");
            answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
            if (method != "HEAD")
                (await answer.Content.ReadFromJsonAsync<JsonObject>())!["detail"]!
                    .ToString()
                    .Should()
                    .StartWith("There is no such address");
        }
    }

    [Theory]
    [InlineData("DELETE", "/v1/batch", "POST")]
    [InlineData("PUT", "/v1/batch", "POST")]
    [InlineData("GET", "/ofrep/v1/evaluate/flags/hero", "POST")]
    [InlineData("POST", "/v1/settings", "GET, PUT")]
    [InlineData("POST", "/journey.js", "GET, HEAD")]
    public async Task only_where_no_other_method_is_known_of_it(string method, string path, string allowed)
    {
        var site = await engine.NewSite();

        var answer = await site.Send(new HttpMethod(method), path, site.AdminKey, null);

        answer.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.Should().BeEquivalentTo(allowed.Split(", "));
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }
}
