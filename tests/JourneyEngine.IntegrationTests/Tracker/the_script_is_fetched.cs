using System.Net;

namespace JourneyEngine.IntegrationTests.Tracker;

[Collection(PrivacyTests.Name)]
public class the_script_is_fetched(EngineFixture engine)
{
    private const int Largest = 3 * 1024;

    [Fact]
    public async Task with_gzip_in_less_than_three_kilobytes()
    {
        using var http = new HttpClient { BaseAddress = engine.Host.Address };
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");

        var answer = await http.GetAsync("/journey.js");
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        answer.Content.Headers.ContentEncoding.Should().Equal("gzip");
        bytes.Length.Should().BeLessThan(Largest).And.BeGreaterThan(1000);
    }

    [Fact]
    public async Task with_the_right_content_type_caching_and_security_headers()
    {
        using var http = new HttpClient { BaseAddress = engine.Host.Address };

        var answer = await http.GetAsync("/journey.js");

        answer.Content.Headers.ContentType!.ToString().Should().Be("text/javascript; charset=utf-8");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.CacheControl!.ToString().Should().Be("public, max-age=3600");
        answer.Headers.Vary.Should().Equal("Accept-Encoding");
        (await answer.Content.ReadAsStringAsync())
            .Should()
            .StartWith("(() => {")
            .And.NotContain("//")
            .And.NotMatchRegex("eval\\(|Function\\(|https?:");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("gzip;q=0")]
    public async Task again_with_its_etag_and_304_is_returned(string encoding)
    {
        using var http = new HttpClient { BaseAddress = engine.Host.Address };
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd(encoding);
        var tag = (await http.GetAsync("/journey.js")).Headers.ETag!;
        http.DefaultRequestHeaders.IfNoneMatch.Add(tag);

        tag.Tag.EndsWith("-gzip\"", StringComparison.Ordinal).Should().Be(encoding == "gzip");
        (await http.GetAsync("/journey.js")).StatusCode.Should().Be(HttpStatusCode.NotModified);
    }
}
