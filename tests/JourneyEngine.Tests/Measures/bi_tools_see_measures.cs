using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;

namespace JourneyEngine.Tests.Measures;

public sealed class bi_tools_see_measures
{
    [Fact]
    public void by_the_names_versions_and_columns_of_the_one_list()
    {
        var statements = BiViews.Statements(Engine.Measures);

        statements
            .Should()
            .Contain("from bi.v1_sums_of('visits', 1)")
            .And.Contain("select site, cohort, number1 as visits");
        statements
            .Should()
            .Contain(
                "in ('accepted', 'at_risk', 'converted', 'declined', 'offered', 'reached', 'shown', 'stage', 'visits')"
            );
        statements.Should().NotContain("{");
    }

    [Fact]
    public void of_which_none_may_be_missing() =>
        FluentActions
            .Invoking(() => BiViews.Statements([.. Engine.Measures.Where(it => it.Name != "visits")]))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*no measure 'visits'*");

    [Fact]
    public void of_which_no_dimension_may_be_missing() =>
        FluentActions
            .Invoking(() =>
                BiViews.Statements([
                    .. Engine.Measures.Where(it => it.Name != "visits"),
                    Measure.OfVisitor("visits", 1, ["times"], _ => []),
                ])
            )
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*visits 1 has no dimension 'visits'*");
}
