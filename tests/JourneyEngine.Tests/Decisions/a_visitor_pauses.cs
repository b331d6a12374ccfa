using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Tests.Decisions;

public class a_visitor_pauses
{
    private static readonly DateTimeOffset Noon = new(2015, 5, 17, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void for_exactly_thirty_minutes_and_stays_in_the_visit() =>
        VisitsAfter(TimeSpan.FromMinutes(30)).Should().Be(1);

    [Fact]
    public void for_more_than_thirty_minutes_and_starts_a_new_visit() =>
        VisitsAfter(TimeSpan.FromMinutes(30) + TimeSpan.FromMilliseconds(1)).Should().Be(2);

    [Fact]
    public void over_midnight_and_stays_in_the_visit() =>
        Fold(Noon.AddHours(11).AddMinutes(50), Noon.AddHours(12).AddMinutes(10)).Visits.Should().HaveCount(1);

    [Fact]
    public void for_fifty_minutes_which_a_late_interaction_joins_into_one_visit() =>
        Fold(Noon, Noon.AddMinutes(50), Noon.AddMinutes(25))
            .Visits.Should()
            .ContainSingle()
            .Which.Interactions.Should()
            .Be(3);

    private static int VisitsAfter(TimeSpan pause) => Fold(Noon, Noon + pause).Visits.Length;

    private static Journey Fold(params DateTimeOffset[] at) =>
        Journey.Empty.Fold(
            FoldRules.Default,
            at.Select(it => new Interaction(it.ToUnixTimeMilliseconds(), "page", null, null))
        );
}
