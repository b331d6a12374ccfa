using FsCheck.Xunit;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;
using JourneyEngine.Tests.Decisions;
using JourneyEngine.Visitors;

namespace JourneyEngine.Tests.Visitors;

[Properties(Arbitrary = [typeof(Arbitrary)], MaxTest = 500, EndSize = 60)]
public class visitors_come_again
{
    private const long Day = 86_400_000;

    /// <summary>Monday, 5 January 1970.</summary>
    private const int Monday = 4;

    [Property]
    public void after_gaps_and_in_weeks_as_in_a_naive_walk(Delivery delivery)
    {
        var visits = NaiveFold.Visits(delivery.Facts.Select(it => it.Interaction), delivery.Rules.GapMinutes);
        var journey = Journey.Empty.Fold(delivery.Rules, delivery.Facts.Select(it => it.Interaction));
        if (visits.Count == 0)
            return;

        var pauses = VisitPauses.Rows(Sums(VisitPauses.Pause, journey, delivery.Rules));
        var retention = Retention.Rows(Sums(Retention.Retained, journey, delivery.Rules), default);
        int DayOf(long at) => NaiveClock.Day(delivery.Rules.Calendar.TimeZone, at);

        pauses
            .Select(it => (it.AfterVisit, it.Days, it.Visitors))
            .Should()
            .BeEquivalentTo(
                visits
                    .Skip(1)
                    .Select((visit, i) => (Math.Min(20, i + 1), (int)((visit[0].At - visits[i][^1].At) / Day)))
                    .CountBy(it => it)
                    .Select(it => (it.Key.Item1, it.Key.Item2, (long)it.Value))
            );
        retention
            .Select(it => it.Week)
            .Should()
            .Equal(visits.Select(it => (DayOf(it[0].At) - DayOf(visits[0][0].At)) / 7).Distinct());
        retention
            .Should()
            .OnlyContain(it =>
                it.Visitors == 1
                && it.Returned == 1
                && it.Share == 1
                && it.Cohort.DayOfWeek == delivery.Rules.Calendar.WeekStart
            );
        var first = new DateOnly(1970, 1, 1).AddDays(DayOf(visits[0][0].At));
        retention[0].Cohort.Should().BeOnOrBefore(first).And.BeAfter(first.AddDays(-7));
    }

    [Fact]
    public void in_weeks_that_are_complete_once_over_for_the_whole_cohort()
    {
        var sunday = Sums(Retention.Retained, At(Monday + 6, Monday + 13), FoldRules.Default);

        Retention.Rows(sunday, Of(Monday + 12)).Select(it => it.Complete).Should().Equal(false, false);
        Retention.Rows(sunday, Of(Monday + 13)).Select(it => it.Complete).Should().Equal(true, false);
        Retention
            .Rows(sunday, Of(Monday + 20))
            .Select(it => (it.Week, it.Complete))
            .Should()
            .Equal((0, true), (1, true));
    }

    [Fact]
    public void in_one_of_four_states_from_new_to_won_back()
    {
        string State(int today, params int[] days) =>
            Lifecycle
                .Of(Sums(Lifecycle.LastSeen, At(days), FoldRules.Default), Of(today))
                .Rows.Single(it => it.Visitors == 1)
                .State;

        State(10, 10).Should().Be("new");
        State(40, 10).Should().Be("new", "30 days is not more than 30");
        State(41, 10).Should().Be("dormant");
        State(20, 10, 20).Should().Be("returning");
        State(50, 10, 50).Should().Be("wonBack");
        State(52, 10, 50, 52).Should().Be("returning");
        State(90, 10, 50, 52).Should().Be("dormant");
    }

    private static DateTimeOffset Of(int day) => DateTimeOffset.UnixEpoch.AddDays(day);

    private static Journey At(params int[] days) =>
        Journey.Empty.Fold(FoldRules.Default, days.Select(it => new Interaction(it * Day, "page", null, null)));

    private static ReportSums Sums(Measure measure, Journey journey, FoldRules rules) =>
        Folded.Sums(null, measure, journey, rules);
}
