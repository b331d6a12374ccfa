namespace JourneyEngine.Tests.Collection;

/// <summary>What is stored in another form than it was sent in is told in the receipt.</summary>
public sealed class a_spelling_is_told
{
    private const string Form = "is stored in the form that all spellings of it have";

    [Theory]
    [InlineData("""{"name":"Signed Up "}""", "name")]
    [InlineData("""{"context":{"page":{"path":"/%D7%9E%D7%95%D7%A6%D7%A8%D7%99%D7%9D"}}}""", "path")]
    [InlineData("""{"context":{"page":{"path":"/blog//a/"}}}""", "path")]
    [InlineData("""{"context":{"page":{"path":"/blog/?q=1"}}}""", "path")]
    [InlineData("""{"context":{"page":{"path":"/blog//a?next=https://x.test/"}}}""", "path")]
    [InlineData("""{"context":{"campaign":{"source":"Spring"}}}""", "campaign source")]
    [InlineData("""{"context":{"campaign":{"medium":"e mail "}}}""", "campaign medium")]
    [InlineData("""{"context":{"campaign":{"name":"spring%20sale"}}}""", "campaign name")]
    [InlineData("""{"context":{"campaign":{"term":"CRM"}}}""", "campaign term")]
    [InlineData("""{"context":{"campaign":{"content":"\u200Bb"}}}""", "campaign content")]
    public void of_a_part(string item, string what) => Told(item).Should().Be($"{what} {Form}");

    [Theory]
    [InlineData("""{"anonymousId":" v "}""", "anonymousId")]
    [InlineData("""{"anonymousId":"v","userId":"u\u200B"}""", "userId")]
    public void of_an_id(string item, string what) => Told(item).Should().Be($"{what} {Form}");

    [Fact]
    public void of_several_in_one_line() =>
        Told("""{"anonymousId":"v ","name":" a","context":{"page":{"path":"/b/"}}}""")
            .Should()
            .Be($"anonymousId {Form}; name {Form}; path {Form}");

    [Theory]
    [InlineData("""{"name":"Signed Up"}""")]
    [InlineData("""{"context":{"page":{"path":"/מוצרים"}}}""")]
    [InlineData("""{"context":{"page":{"path":"/"}}}""")]
    [InlineData("""{"context":{"page":{"path":"/blog?utm_source=spring#top"}}}""")]
    [InlineData("""{"context":{"page":{"path":"https://a.test/blog"}}}""")]
    [InlineData("""{"context":{"page":{"url":"https://a.test/%D7%9E/?q=1"}}}""")]
    [InlineData("""{"context":{"campaign":{"source":"spring","medium":""}}}""")]
    [InlineData("""{"anonymousId":7,"userId":"dana"}""")]
    [InlineData("""{"name":"\u200B"}""")]
    [InlineData("""{"context":{"campaign":{"source":" "},"page":{"url":"https://a.test/?utm_source=b"}}}""")]
    public void of_nothing_that_is_stored_as_it_was_sent(string item) => Told(item).Should().BeNull();

    [Fact]
    public void of_no_id_where_nothing_is_stored_under_it()
    {
        Items.Sent("identify", """{"anonymousId":" v "}""").RefusedFor().Should().NotContain("spellings");
        var unlinked = Items.Page("\"userId\":\" u \"", terms: Items.Usual with { Links = false });
        unlinked.Alias.Should().BeNull();
        unlinked.Told.Should().BeNull();
    }

    private static string? Told(string item)
    {
        var page = Items.Sent(
            "page",
            item.Contains("anonymousId", StringComparison.Ordinal) ? item : "{\"anonymousId\":\"v\"," + item[1..]
        );
        page.Drop.Should().BeNull();
        return page.Told;
    }
}
