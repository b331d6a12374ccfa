using JourneyEngine.Contracts;
using JourneyEngine.Sites;

namespace JourneyEngine.Tests.Sites;

public sealed class a_notice_is_queried
{
    private static readonly SortedDictionary<string, string> Nothing = [];

    [Theory]
    [InlineData("page", null)]
    [InlineData("track", "Order")]
    [InlineData("screen", "any")]
    public void by_default_for_any_page_track_or_screen(string kind, string? name) =>
        new NoticeRules(DefaultNotice.Value)
            .Find(kind, name)!
            .Kind.Should()
            .Match<NoticeKind>(it =>
                it.RetentionDays == 760 && it.Purpose == Purpose.Measure && it.Properties.Length == 0
            );

    [Theory]
    [InlineData("analytics_storage", Purpose.Measure)]
    [InlineData("Analytics", Purpose.Measure)]
    [InlineData("measure", Purpose.Measure)]
    [InlineData("personalization_storage", Purpose.Personalize)]
    [InlineData("ad_storage", null)]
    [InlineData("functional", null)]
    public void for_the_purpose_of_a_consent_signal(string signal, string? purpose) =>
        new NoticeRules(DefaultNotice.Value).PurposeOf(signal).Should().Be(purpose);

    [Theory]
    [InlineData("email", "email")]
    [InlineData("birthday", "birth_date")]
    [InlineData("birth_date", "birth_date")]
    [InlineData("address", null)]
    [InlineData("phone", null)]
    public void for_the_detail_that_a_trait_declares(string trait, string? detail) =>
        new NoticeRules(DefaultNotice.Value with { Details = [Detail("email"), Detail("birth_date")] })
            .DetailOf(trait)
            .Should()
            .Be(detail);

    [Fact]
    public void for_the_site_s_own_name_of_a_detail_first() =>
        new NoticeRules(DefaultNotice.Value with { Details = [Detail("birthday"), Detail("birth_date")] })
            .DetailOf("birthday")
            .Should()
            .Be("birthday");

    private static NoticeDetail Detail(string name) => new(name, DetailShapes.Text, ["updates"], Nothing);
}
