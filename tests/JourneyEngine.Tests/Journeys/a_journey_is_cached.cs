using FsCheck.Xunit;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys;
using JourneyEngine.Tests.Decisions;

namespace JourneyEngine.Tests.Journeys;

public class a_journey_is_cached
{
    private const long Noon = 1_431_856_800_000L;
    private static readonly TimeSpan Long = TimeSpan.FromDays(1);
    private static readonly FoldRules Rules = FoldRules.Default;

    [Property(Arbitrary = [typeof(Arbitrary)], MaxTest = 1_000, EndSize = 60)]
    public void while_appended_facts_are_folded_into_it_in_order(Delivery delivery)
    {
        var warm = Kept(7, delivery.Rules);
        for (var i = 0; i < delivery.Facts.Length; i++)
            warm.Append(delivery.Facts[i].Interaction, 8 + i);

        var current = warm.Current(Long)!;
        current.Version.Should().Be(7 + delivery.Facts.Length);
        JourneyBytes
            .Write(current.Journey)
            .Should()
            .Equal(JourneyBytes.Write(Journey.Empty.Fold(delivery.Rules, delivery.Facts.Select(it => it.Interaction))));
    }

    [Fact]
    public void while_a_fact_of_another_kind_changes_its_version_only()
    {
        var warm = Kept(7);
        warm.Append(Page(0), 8);
        var before = warm.Current(Long)!.Journey;

        warm.Append(null, 9);

        warm.Current(Long)!.Version.Should().Be(9);
        warm.Current(Long)!.Journey.Should().BeSameAs(before);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(long.MaxValue)]
    public void until_an_appended_version_leaves_a_gap(long version)
    {
        var warm = Kept(7);

        warm.Append(Page(0), version);

        warm.Current(Long).Should().BeNull();
        warm.Append(Page(1), version == long.MaxValue ? 8 : version + 1);
        warm.Current(Long).Should().BeNull("only a read fills it again");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void without_being_changed_by_an_older_version(long version)
    {
        var warm = Kept(7);
        var before = warm.Current(Long);

        warm.Append(Page(0), version);

        warm.Current(Long).Should().BeSameAs(before);
    }

    [Fact]
    public void only_from_a_read_during_which_nothing_was_appended()
    {
        var warm = new WarmJourney();
        var appends = warm.Appends;
        warm.Append(Page(0), 8);

        warm.Keep(new CurrentJourney(Journey.Empty, Rules, 7), appends);
        warm.Current(Long).Should().BeNull();

        warm.Keep(new CurrentJourney(Journey.Empty, Rules, 8), warm.Appends);
        warm.Current(Long)!.Version.Should().Be(8);
    }

    [Fact]
    public void without_being_replaced_by_a_late_older_read()
    {
        var warm = Kept(7);
        var appends = warm.Appends;
        warm.Append(Page(0), 8);

        warm.Keep(new CurrentJourney(Journey.Empty, Rules, 7), appends);

        warm.Current(Long)!.Version.Should().Be(8);
    }

    [Fact]
    public void until_another_host_is_known_to_have_appended()
    {
        var warm = Kept(7);
        warm.Append(Page(0), 8);

        warm.ProjectedTo(8);
        warm.Current(Long)!.Version.Should().Be(8, "that much is known here");

        warm.ProjectedTo(9);
        warm.Current(Long).Should().BeNull();
    }

    [Fact]
    public void only_from_a_read_that_contains_what_another_host_appended()
    {
        var warm = new WarmJourney();
        var appends = warm.Appends;
        warm.ProjectedTo(8);

        warm.Keep(new CurrentJourney(Journey.Empty, Rules, 7), appends);

        warm.Current(Long).Should().BeNull();
    }

    [Fact]
    public void from_the_latest_read_with_the_same_version()
    {
        var warm = Kept(7);
        var read = new CurrentJourney(Journey.Empty, Rules, 7);

        warm.Keep(read, warm.Appends);

        warm.Current(Long).Should().BeSameAs(read, "something may have been taken away past this host");
    }

    [Fact]
    public void for_a_limited_time()
    {
        var warm = Kept(7);
        warm.Append(Page(0), 8);

        warm.Current(TimeSpan.FromMilliseconds(-1)).Should().BeNull();
    }

    private static WarmJourney Kept(long version, FoldRules? rules = null)
    {
        var warm = new WarmJourney();
        warm.Keep(new CurrentJourney(Journey.Empty, rules ?? Rules, version), warm.Appends);
        return warm;
    }

    private static Interaction Page(int minutes) => new(Noon + (minutes * 60_000L), "page", "home", "/");
}
