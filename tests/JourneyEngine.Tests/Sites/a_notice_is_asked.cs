using JourneyEngine.Contracts;
using JourneyEngine.Sites;

namespace JourneyEngine.Tests.Sites;

public sealed class a_notice_is_asked
{
    private static readonly SortedDictionary<string, string> Nothing = [];

    [Theory]
    [InlineData("page", null)]
    [InlineData("track", "Order")]
    [InlineData("screen", "any")]
    public void by_whoever_published_none(string kind, string? name) =>
        new NoticeRules(DefaultNotice.Value).Find(kind, name)!.Kind.Should().Match<NoticeKind>(it => it.RetentionDays == 760 && it.Purpose == Purpose.Measure && it.Properties.Length == 0);

    [Theory]
    [InlineData("analytics_storage", Purpose.Measure)]
    [InlineData("Analytics", Purpose.Measure)]
    [InlineData("measure", Purpose.Measure)]
    [InlineData("personalization_storage", Purpose.Personalize)]
    [InlineData("ad_storage", null)]
    [InlineData("functional", null)]
    public void what_a_signal_means(string signal, string? purpose) => new NoticeRules(DefaultNotice.Value).PurposeOf(signal).Should().Be(purpose);

    [Theory]
    [InlineData("email", "email")]
    [InlineData("birthday", "birth_date")]
    [InlineData("birth_date", "birth_date")]
    [InlineData("address", null)]
    [InlineData("phone", null)]
    public void which_detail_a_trait_tells(string trait, string? detail) =>
        new NoticeRules(DefaultNotice.Value with { Details = [Detail("email"), Detail("birth_date")] }).DetailOf(trait).Should().Be(detail);

    [Fact]
    public void and_the_site_s_own_name_for_a_detail_holds() =>
        new NoticeRules(DefaultNotice.Value with { Details = [Detail("birthday"), Detail("birth_date")] }).DetailOf("birthday").Should().Be("birthday");

    private static NoticeDetail Detail(string name) => new(name, DetailShapes.Text, ["updates"], Nothing);
}
