using System.Text.RegularExpressions;
using JourneyEngine.Collection.Crawlers;
using JourneyEngine.Collection.Steps;

namespace JourneyEngine.Tests.Collection;

public sealed class bots_are_told_from_people_by_the_user_agent
{
    public static TheoryData<string> People =>
        [.. Devices.OnDesktops, .. Devices.InBrowsersOfTelephones, .. Devices.InApps];

    /// <summary>Examples of the list that telephones, an app and a browser of people send: its mistakes.</summary>
    private static readonly string[] OfPeople =
    [
        "CPH2557 Build/AP3A.240617.008; wv)",
        "Pixel 10 Pro XL Build/CP1A.260305.018; wv)",
        "Fluid/0.9.6",
    ];

    [Fact]
    public void in_all_examples_of_the_list_of_crawlers_but_three_that_people_send()
    {
        var examples = CrawlerList.Read().SelectMany(it => it.Instances ?? []).ToArray();

        var missed = examples.Where(it => !Bots.Send(it)).ToArray();

        examples.Should().HaveCountGreaterThan(2_000);
        missed.Should().HaveCount(OfPeople.Length).And.OnlyContain(it => OfPeople.Any(it.Contains));
    }

    [Theory]
    [MemberData(nameof(People))]
    public void without_taking_a_device_that_people_hold_for_one(string agent) => Bots.Send(agent).Should().BeFalse();

    [Theory]
    [InlineData(
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36"
    )]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 HeadlessEdg/133.0.0.0 Safari/537.36")]
    [InlineData(
        "Mozilla/5.0 (X11; Linux x86_64) Chrome/133.0.0.0 Safari/537.36 Prerender (+https://github.com/prerender)"
    )]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/133.0.0.0 Safari/537.36 PTST/250201.123456")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 GTmetrix")]
    [InlineData("Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/534+ (KHTML, like Gecko) BingPreview/1.0b")]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) Chrome/133.0.0.0 Mobile Safari/537.36 (compatible; GoogleOther)"
    )]
    [InlineData(
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ChatGPT-User/1.0; +https://openai.com/bot)"
    )]
    [InlineData("Mozilla/5.0 (compatible; NeverHeardOfBot/0.1)")]
    [InlineData("never_heard_of_bot_2")]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko; compatible; Unheard-Of/1.0)"
    )]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) Chrome/133.0.0.0 (compatible; Unheardbot/2.1)"
    )]
    [InlineData("Unheard-Validator/1.0")]
    [InlineData("libwww-perl/6.77")]
    [InlineData("SomethingCrawling 1.0")]
    [InlineData("bot/1.0")]
    [InlineData("bot")]
    [InlineData("lighthouse")]
    public void even_those_that_come_as_browsers_or_are_on_no_list(string agent) => Bots.Send(agent).Should().BeTrue();

    [Fact]
    public void with_corrections_of_what_the_list_still_says() =>
        CrawlerList.Corrections.Keys.Except(CrawlerList.Read().Select(it => it.Pattern)).Should().BeEmpty();

    /// <remarks>Where time is not linear in the length, a megabyte takes minutes.</remarks>
    [Theory]
    [InlineData("a", false)]
    [InlineData("ContextualBo", false)]
    [InlineData("Spider Current ", true)]
    [InlineData("bo_bo/", false)]
    public void however_long_it_is(string part, bool isBot) =>
        Bots.Send(string.Concat(Enumerable.Repeat(part, 1024 * 1024 / part.Length))).Should().Be(isBot);

    [Fact]
    public void by_an_automaton_which_never_goes_back() =>
        Bots.Forms.Options.Should().HaveFlag(RegexOptions.NonBacktracking);
}
