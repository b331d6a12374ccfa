using System.Text;
using JourneyEngine.Cli.Import;

namespace JourneyEngine.Tests.Import;

public class a_web_server_s_log_is_read
{
    private const string Ordinary =
        "192.0.2.7 - - [31/Jan/2026:14:00:00 +0200] \"GET /blog/tea?utm_source=news&token=abc#top HTTP/1.1\" 200 5123 "
        + "\"https://search.example/q?secret=1\" \"Mozilla/5.0 Firefox/140.0\"";

    private static readonly Salt Salt = new(new byte[32]);

    [Fact]
    public void as_page_views_without_address_or_query_but_campaigns()
    {
        var call = Read(Ordinary).Call!;

        ((string)call["type"]!, (string)call["name"]!, (string)call["timestamp"]!)
            .Should()
            .Be(("page", "blog", "2026-01-31T12:00:00.0000000+00:00"));
        call["context"]!["page"]!
            .ToJsonString()
            .Should()
            .Be("""{"path":"/blog/tea","search":"?utm_source=news","referrer":"https://search.example"}""");
        call.ToJsonString().Should().NotContain("192.0.2.7").And.NotContain("abc").And.NotContain("secret");
    }

    [Theory]
    [InlineData("/a?b=c&amp;utm_campaign=spring", "?utm_campaign=spring")]
    [InlineData("/a?UTM_Campaign=Spring&utm%5Fsource=news", "?utm_campaign=Spring&utm_source=news")]
    [InlineData("/a#utm_medium=mail", "?utm_medium=mail")]
    [InlineData("/a?utm_term=%D7%AA%D7%94+x&utm_id=7&utm_content=", "?utm_term=%D7%AA%D7%94+x")]
    [InlineData("/a?my_utm_campaign=spring", null)]
    public void with_campaigns_in_every_shape_in_which_links_are_pasted(string target, string? search) =>
        (
            (string?)
                Read(
                    Ordinary.Replace("/blog/tea?utm_source=news&token=abc#top", target, StringComparison.Ordinal)
                ).Call!["context"]!["page"]!["search"]
        )
            .Should()
            .Be(search);

    [Fact]
    public void with_visitors_told_apart_by_address_browser_and_salt()
    {
        static string Visitor(LineRead read) => (string)read.Call!["anonymousId"]!;
        var first = Visitor(Read(Ordinary));

        Visitor(Read(Ordinary.Replace("140.0", "141.0", StringComparison.Ordinal), 2))
            .Should()
            .Be(first, "browsers renew themselves");
        Visitor(Read(Ordinary.Replace("192.0.2.7", "192.0.2.8", StringComparison.Ordinal))).Should().NotBe(first);
        Visitor(Read(Ordinary.Replace("Firefox", "Chrome", StringComparison.Ordinal))).Should().NotBe(first);
        Visitor(ReadWeblogLine.Of(Line(Ordinary, 1), new Salt([.. new byte[31], 1]))).Should().NotBe(first);
    }

    [Fact]
    public void with_the_same_message_id_for_the_same_line_only()
    {
        static string Message(LineRead read) => (string)read.Call!["messageId"]!;

        Message(Read(Ordinary)).Should().Be(Message(Read(Ordinary))).And.NotBe(Message(Read(Ordinary, 2)));
    }

    [Theory]
    [InlineData("GET /", "home")]
    [InlineData("GET /files/", "files")]
    [InlineData("GET //x", "x")]
    [InlineData("GET /%D7%9E%D7%95%D7%A6%D7%A8%D7%99%D7%9D/x", "מוצרים")]
    [InlineData("GET /a%2Fb/x", "a%2Fb")]
    public void with_pages_named_by_the_first_part_of_their_path(string request, string name) =>
        (
            (string)
                Read(
                    Ordinary.Replace("GET /blog/tea?utm_source=news&token=abc#top", request, StringComparison.Ordinal)
                ).Call!["name"]!
        )
            .Should()
            .Be(name);

    [Theory]
    [InlineData("GET /blog", "POST /blog", "not a GET")]
    [InlineData("\" 200", "\" 404", "not answered with a page")]
    [InlineData("/blog/tea?", "/style.css?", "part of a page")]
    public void without_requests_that_are_no_page_views(string part, string instead, string reason) =>
        Read(Ordinary.Replace(part, instead, StringComparison.Ordinal)).LeftOut.Should().Be(reason);

    [Theory]
    [InlineData("nonsense", 9, "expected the user and [the time]")]
    [InlineData(
        "192.0.2.7 - - [31/Foo/2026:14:00:00 +0200] \"GET / HTTP/1.1\" 200 1",
        11,
        "expected a time such as [31/Jan/2026:12:00:00 +0000]"
    )]
    [InlineData("192.0.2.7 - - [31/Jan/2026:14:00:00 +0200] GET / HTTP/1.1 200 1", 44, "expected \"the request\"")]
    [InlineData("192.0.2.7 - - [31/Jan/2026:14:00:00 +0200] \"GET / HTTP/1.1", 44, "expected \"the request\"")]
    [InlineData(
        "192.0.2.7 - - [31/Jan/2026:14:00:00 +0200] \"GET / HTTP/1.1\" OK 1",
        61,
        "expected a status such as 200"
    )]
    public void with_an_invalid_line_reported_by_column_and_reason(string line, int column, string reason) =>
        Read(line).Bad.Should().Be((column, reason));

    [Fact]
    public void in_the_common_format_or_with_a_quote_in_the_user_agent()
    {
        Read("192.0.2.7 - a b [31/Jan/2026:14:00:00 +0200] \"GET / HTTP/1.1\" 304 -").Call.Should().NotBeNull();
        (
            (string)
                Read(Ordinary.Replace("Mozilla", "\\\"M\\\"", StringComparison.Ordinal)).Call!["context"]!["userAgent"]!
        )
            .Should()
            .Contain("\\\"M\\\"");
    }

    private static LineRead Read(string line, int number = 1) => ReadWeblogLine.Of(Line(line, number), Salt);

    private static FileLine Line(string line, int number) => new(number, Encoding.UTF8.GetBytes(line), 0);
}
