using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Tests.Decisions;

public sealed class an_origin_is_folded
{
    [Theory]
    [InlineData("page", "Home", "/home", "/home")]
    [InlineData("page", "Home", null, "Home")]
    [InlineData("screen", "Start", null, "Start")]
    [InlineData("track", "Refunded", null, null)]
    [InlineData("track", "Refunded", "/orders", "/orders")]
    [InlineData("call", "Support", null, null)]
    public void to_a_landing_page_that_is_a_page(string kind, string name, string? path, string? landing) =>
        Origin.Of(new Interaction(0, kind, name, path)).Landing.Should().Be(landing);

    /// <summary>As they were stored before there was one form of them.</summary>
    [Theory]
    [InlineData("Spring%20Sale ", "WWW.Bücher.example.")]
    [InlineData("spring+sale", "xn--bcher-kva.example")]
    [InlineData("SPRING\u200B SALE", "www.xn--bcher-kva.example")]
    public void to_the_normal_form_of_older_facts(string campaign, string host) =>
        Origin
            .Of(new Interaction(0, "page", null, "/", Campaign: campaign, ReferrerHost: host))
            .Should()
            .Be(new Origin("spring sale", "xn--bcher-kva.example", "/"));

    [Fact]
    public void to_what_is_known_of_interactions_at_the_very_same_time()
    {
        Interaction[] both =
        [
            new(0, "track", "Opened", null, ReferrerHost: "news.example"),
            new(0, "page", "Home", "/home", Campaign: "spring"),
        ];

        foreach (var facts in new[] { both, [.. both.Reverse()] })
            Journey
                .Empty.Fold(FoldRules.Default, facts)
                .Origin.Should()
                .Be(new Origin("spring", "news.example", "/home"));
    }
}
