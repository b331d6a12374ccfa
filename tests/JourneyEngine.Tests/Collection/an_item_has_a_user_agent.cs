namespace JourneyEngine.Tests.Collection;

public sealed class an_item_has_a_user_agent
{
    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")]
    [InlineData("curl/8.5.0")]
    [InlineData("python-requests/2.32")]
    [InlineData("SomeCrawler")]
    [InlineData("Baiduspider/2.0")]
    public void of_a_bot_and_is_flagged_but_kept(string agent)
    {
        var sent = From(agent);

        sent.Drop.Should().BeNull();
        sent.Interaction!.Bot.Should().BeTrue();
    }

    [Theory]
    [InlineData(
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
    )]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 "
            + "Safari/604.1"
    )]
    [InlineData("Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 Chrome/88.0 Mobile Safari/537.36")]
    [InlineData("UA/1")]
    [InlineData("")]
    public void of_a_browser_and_is_not_flagged(string agent) => From(agent).Interaction!.Bot.Should().BeFalse();

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"userAgent":7}""")]
    [InlineData("""{"library":{"name":"bot"}}""")]
    public void that_is_missing_or_not_text_and_is_not_flagged(string context) =>
        Items.Page($"\"context\":{context}").Interaction!.Bot.Should().BeFalse();

    private static JourneyEngine.Collection.PendingEvent From(string agent) =>
        Items.Page($"\"context\":{{\"userAgent\":\"{agent}\"}}");
}
