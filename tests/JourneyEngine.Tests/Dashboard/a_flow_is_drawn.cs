using JourneyEngine.Dashboard.Charts;

namespace JourneyEngine.Tests.Dashboard;

/// <summary>The diagram places what it comes across first at the top of its column.</summary>
public sealed class a_flow_is_drawn
{
    private static readonly FlowLink[] Links =
    [
        Link(1, 0, 0, 4),
        Link(1, 0, null, 9),
        Link(1, 1, 3, 5),
        Link(1, 2, 1, 2),
        Link(1, 3, null, 1),
        Link(2, 3, 3, 1),
        Link(2, 0, 2, 3),
        Link(2, 1, null, 2),
    ];

    [Fact]
    public void with_the_places_of_each_column_in_the_order_of_the_funnel() =>
        FlowOrder
            .Of(Links)
            .SelectMany(it => new[] { it.From, it.To })
            .Distinct()
            .GroupBy(it => it[0])
            .OrderBy(it => it.Key)
            .Select(it => string.Join(' ', it))
            .Should()
            .Equal("1/0 1/1 1/2 1/3", "2/0 2/1 2/3 2/away", "3/2 3/3 3/away");

    [Fact]
    public void with_as_many_visitors_as_there_are() =>
        FlowOrder.Of(Links).Where(it => it.Visitors > 0).Should().Equal(Links);

    [Fact]
    public void without_anybody() => FlowOrder.Of([]).Should().BeEmpty();

    private static FlowLink Link(int column, int from, int? to, double visitors) =>
        new(
            column,
            $"{column}/{from}",
            $"{from}",
            from / 3.0,
            $"{column + 1}/{to?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "away"}",
            $"{to}",
            to / 3.0,
            visitors
        );
}
