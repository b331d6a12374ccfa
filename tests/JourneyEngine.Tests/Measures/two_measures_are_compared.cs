using JourneyEngine.Decisions.Measures;

namespace JourneyEngine.Tests.Measures;

public sealed class two_measures_are_compared
{
    private static readonly Measure Visits = Make();

    [Fact]
    public void by_name_version_and_dimensions() =>
        new[] { Visits, Make(name: "others"), Make(version: 2), Make(dimension: "number"), OfFunnels() }
            .Select(it => it.Fingerprint)
            .Should()
            .OnlyHaveUniqueItems();

    [Fact]
    public void by_the_rows_that_they_make_where_nobody_raised_the_version() =>
        Make(add: 1).Fingerprint.Should().NotBe(Visits.Fingerprint);

    [Fact]
    public void by_nothing_else() => Make().Fingerprint.Should().Be(Visits.Fingerprint);

    private static Measure Make(string name = "visits", int version = 1, string dimension = "visits", int add = 0) =>
        Measure.OfVisitor(name, version, [dimension], it => [new Cell(it.Journey.Visits.Length + add)]);

    private static Measure OfFunnels() =>
        Measure.OfFunnel("visits", 1, ["visits"], (it, _) => [new Cell(it.Journey.Visits.Length)]);
}
