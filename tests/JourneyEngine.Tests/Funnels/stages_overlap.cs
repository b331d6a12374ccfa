using JourneyEngine.Contracts;
using JourneyEngine.Funnels;

namespace JourneyEngine.Tests.Funnels;

public sealed class stages_overlap
{
    private static readonly Evidence Page = new("page", null, null);
    private static readonly Evidence Blog = Page with { Name = ["blog"] };
    private static readonly Evidence Order = new("track", ["הזמנה"], null);

    [Fact]
    public void by_the_same_evidence() =>
        Warnings(One("A", Blog), One("B", Order), One("C", Blog))
            .Should()
            .Equal(
                "'A' and 'C' have the same evidence: one interaction meets both, so nobody is ever at 'A'. "
                    + "For a further one, 'C' asks for a higher 'count'."
            );

    [Fact]
    public void by_the_same_evidence_in_another_order() =>
        Warnings(
                new StageDefinition("A", false, [Blog with { Name = ["blog", "news"] }, Order], null),
                new StageDefinition("B", false, [Order, Blog with { Name = ["news", "blog"] }], null)
            )
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("'A' and 'B' have the same evidence");

    [Fact]
    public void by_a_later_one_that_is_wider() =>
        Warnings(One("Reader", Blog), One("Visitor", Page))
            .Should()
            .Equal(
                "What is evidence of 'Reader' is evidence of 'Visitor', too: one interaction meets both, so nobody is ever "
                    + "at 'Reader'. Is their order meant?"
            );

    [Fact]
    public void by_the_next_one_that_is_narrower() =>
        Warnings(One("A", Order), One("B", Page), One("C", Blog))
            .Should()
            .Equal(
                "What is evidence of 'C' is evidence of 'B', too: one interaction meets both, so 'C' does not show who was "
                    + "at 'B' before."
            );

    [Theory]
    [InlineData("/pricing", "/pricing/teams", true)]
    [InlineData("/pricing", "/pricing-old", false)]
    [InlineData("/מוצרים", "/%D7%9E%D7%95%D7%A6%D7%A8%D7%99%D7%9D/ספר", true)]
    public void by_a_path_within_another(string wide, string narrow, bool overlap) =>
        Warnings(One("A", new Evidence(null, null, wide)), One("B", new Evidence("page", null, null, Path: narrow)))
            .Should()
            .HaveCount(overlap ? 1 : 0);

    [Fact]
    public void where_every_way_to_one_is_a_way_to_the_other() =>
        Warnings(
                new StageDefinition("A", false, null, [Blog, Order]),
                new StageDefinition("B", false, [Order, Page with { Name = ["help"] }], null)
            )
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("What is evidence of 'A' is evidence of 'B'");

    [Fact]
    public void without_a_warning_for_any_page_as_the_entrance() =>
        Warnings(One("Visitor", Page), One("Reader", Blog), One("Buyer", Order)).Should().BeEmpty();

    [Fact]
    public void without_a_warning_where_a_second_one_is_asked_for() =>
        Warnings(
                One("A", Order),
                One("B", Blog),
                One("C", Order with { Count = 2 }),
                One("D", Order with { Visits = 2 })
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void without_a_warning_where_only_some_of_the_evidence_is_the_same() =>
        Warnings(
                new StageDefinition("A", false, [Blog, Order], null),
                new StageDefinition("B", false, [Order, Blog with { Name = ["help"] }], null)
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void once_for_each_stage() =>
        Warnings([.. Enumerable.Range(0, 50).Select(it => One($"{it}", Order))]).Should().HaveCount(49);

    private static string[] Warnings(params StageDefinition[] stages) => [.. StageOverlaps.Warnings(stages)];

    private static StageDefinition One(string name, Evidence evidence) => new(name, false, [evidence], null);
}
