using JourneyEngine.Contracts;

namespace JourneyEngine.Tests.Collection;

public sealed class a_url_is_minimised
{
    [Theory]
    [InlineData("""{"page":{"path":"/a?q=1#f"}}""", "/a")]
    [InlineData("""{"page":{"url":"https://u:p@shop.test/a/b?email=x@y.test#top"}}""", "/a/b")]
    [InlineData("""{"page":{"url":"https://shop.test"}}""", "/")]
    [InlineData("""{"page":{"url":"https://shop.test?email=x"}}""", "/")]
    [InlineData("""{"page":{"path":"/first","url":"https://shop.test/second"}}""", "/first")]
    [InlineData("""{"page":{"path":"/go/https://other.test/a?email=x"}}""", "/go/https:/other.test/a")]
    [InlineData("""{"page":{"path":7}}""", null)]
    [InlineData("""{"page":{"url":"https://[secret/?email=x"}}""", null)]
    [InlineData("""{"page":7}""", null)]
    [InlineData("{}", null)]
    public void to_its_path_without_host_query_or_fragment(string context, string? path) =>
        Items.Page($"\"context\":{context}").Interaction!.Path.Should().Be(path);

    [Theory]
    [InlineData("""{"path":"/a?x"}""", "/a")]
    [InlineData("""{"url":"https://shop.test/b#x"}""", "/b")]
    public void to_its_path_if_it_comes_in_the_properties(string properties, string path) =>
        Items.Page($"\"properties\":{properties}").Interaction!.Path.Should().Be(path);

    [Theory]
    [InlineData(1_023, null)]
    [InlineData(1_024, "path was cut to 1024 characters")]
    public void to_a_path_of_1024_characters_at_most(int length, string? told)
    {
        var page = Items.Page(
            $$"""
            "properties":{"path":"/{{new string('a', length)}}?and=more"}
            """
        );

        (page.Interaction!.Path, page.Told).Should().Be(("/" + new string('a', 1_023), told));
    }

    [Theory]
    [InlineData("https://user:secret@News.Example/a?q=1", "news.example")]
    [InlineData("android-app://com.google.android.gm/", "com.google.android.gm")]
    [InlineData("/internal?q=1", null)]
    [InlineData("not an address", null)]
    public void to_its_host_if_it_is_the_referrer(string referrer, string? host)
    {
        Items.Page($"\"properties\":{{\"referrer\":\"{referrer}\"}}").Interaction!.ReferrerHost.Should().Be(host);
        Items
            .Page($"\"context\":{{\"page\":{{\"referrer\":\"{referrer}\"}}}}")
            .Interaction!.ReferrerHost.Should()
            .Be(host);
    }

    [Theory]
    [InlineData("""{"campaign":{"source":"s","medium":"m","name":"n","term":"t","content":"c","id":"9"}}""")]
    [InlineData("""{"page":{"search":"?utm_source=s&utm_medium=m&utm_campaign=n&utm_term=t&utm_content=c&email=x"}}""")]
    [InlineData(
        """{"page":{"url":"https://shop.test/?utm_source=s&utm_medium=m&utm_campaign=n&utm_term=t&utm_content=c#x"}}"""
    )]
    public void to_its_five_campaign_parameters(string context) =>
        Items.Page($"\"context\":{context}").Interaction!.Campaign.Should().Be(new Campaign("s", "m", "n", "t", "c"));

    [Fact]
    public void to_campaign_parameters_of_128_characters_at_most() =>
        Items
            .Page(
                $$$"""
                "context":{"campaign":{"source":"{{{new string('s', 200)}}}","medium":7}}
                """
            )
            .Interaction!.Campaign.Should()
            .Be(new Campaign(new string('s', 128), null, null, null, null));

    // What is unescaped here was never seen by the token gate, and the database takes no NUL.
    [Theory]
    [InlineData("%00")]
    [InlineData("a%00b")]
    public void without_a_campaign_parameter_that_contains_an_escaped_nul(string source) =>
        Items
            .Page(
                $$$"""
                "context":{"page":{"url":"https://shop.test/%00?utm_source={{{source}}}&utm_medium=m"}}
                """
            )
            .Interaction!.Campaign.Should()
            .Be(new Campaign(null, "m", null, null, null));
}
