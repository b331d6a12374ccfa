using FsCheck.Xunit;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Funnels;

namespace JourneyEngine.Tests.Decisions;

public class a_site_counts_by_its_own_days
{
    private static readonly long Beginning = At("2015-01-01T00:00Z");

    [Fact]
    public void in_every_hour_of_15_years_as_by_the_laws_of_its_country()
    {
        foreach (var zone in NaiveClock.Zones)
        {
            var calendar = SiteCalendar.Of(zone, "monday");
            for (var at = Beginning; at < At("2030-01-01T00:00Z"); at += 1_800_000)
            {
                var local = NaiveClock.Local(zone, at);
                if ((calendar.Day(at), calendar.Hour(at)) != (NaiveClock.Day(zone, at), local.Hour))
                    Assert.Fail($"{zone} {DateTimeOffset.FromUnixTimeMilliseconds(at):O}");
            }
        }
    }

    [Theory]
    [InlineData("Asia/Jerusalem", "2026-03-27", 23)]
    [InlineData("Asia/Jerusalem", "2026-10-25", 25)]
    [InlineData("America/New_York", "2026-03-08", 23)]
    [InlineData("America/New_York", "2026-11-01", 25)]
    // Its clocks went on at midnight: that day began at 1:00.
    [InlineData("America/Sao_Paulo", "2018-11-04", 23)]
    // It crossed the date line: there was no 30 December.
    [InlineData("Pacific/Apia", "2011-12-30", 0)]
    [InlineData("Asia/Kathmandu", "2026-03-27", 24)]
    public void some_of_which_are_not_24_hours_long(string zone, string day, int hours)
    {
        var (calendar, date) = (SiteCalendar.Of(zone, "sunday"), DateOnly.Parse(day));

        (calendar.StartOf(date.AddDays(1)) - calendar.StartOf(date)).TotalHours.Should().Be(hours);
    }

    [Theory]
    [InlineData("monday", "2026-11-23")]
    [InlineData("sunday", "2026-11-29")]
    [InlineData("saturday", "2026-11-28")]
    [InlineData("friday", "2026-11-27")]
    public void in_weeks_that_begin_with_the_day_it_says(string weekStart, string begins)
    {
        var calendar = SiteCalendar.Of("Asia/Jerusalem", weekStart);

        // A Sunday there, and still Saturday in UTC.
        var week = calendar.Week(calendar.Day(At("2026-11-28T23:00Z")));

        new DateOnly(1970, 1, 1).AddDays(calendar.FirstDay(week)).Should().Be(DateOnly.Parse(begins));
    }

    [Property(MaxTest = 2_000)]
    public bool so_that_a_week_has_the_seven_days_from_its_first(int day, byte start)
    {
        var (calendar, of) = (SiteCalendar.Of("UTC", SiteCalendar.DayNames[start % 7]), day % 40_000);
        var first = calendar.FirstDay(calendar.Week(of));
        return of - first is >= 0 and < 7
            && new DateOnly(1970, 1, 1).AddDays(first).DayOfWeek == calendar.WeekStart
            && calendar.Week(first + 6) == calendar.Week(of)
            && calendar.Week(first + 7) == calendar.Week(of) + 1;
    }

    [Property(Arbitrary = [typeof(Arbitrary)], MaxTest = 500)]
    public void for_cohorts_and_for_hours_of_arrival(Delivery delivery)
    {
        var journey = Journey.Empty.Fold(delivery.Rules, delivery.Facts.Select(it => it.Interaction));
        if (!journey.Counts)
            return;
        var zone = delivery.Rules.Calendar.TimeZone;
        var first = journey.Visits[0].Start;

        var sums = MeasureSums.Of([StageArrivals.Arrived], journey, delivery.Rules).ToArray();

        sums.Should().NotBeEmpty();
        sums.Should()
            .OnlyContain(it =>
                it.Day == NaiveClock.Day(zone, first) && it.Cell.Number1 == NaiveClock.Local(zone, first).Hour
            );
    }

    [Theory]
    [InlineData("Asia/Jerusalem", "1800-01-01T00:00:00Z", "1800-01-01T02:20:00+02:20")]
    [InlineData("America/New_York", "1883-01-01T00:00:00Z", "1882-12-31T19:04:00-04:56")]
    [InlineData("Asia/Jerusalem", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:00")]
    [InlineData("Asia/Jerusalem", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59+00:00")]
    [InlineData("Asia/Jerusalem", "2026-07-01T12:00:00Z", "2026-07-01T15:00:00+03:00")]
    public void shown_with_whole_minutes_even_of_long_ago(string zone, string moment, string local) =>
        SiteCalendar.In(zone).Local(DateTimeOffset.Parse(moment)).ToString("yyyy-MM-ddTHH:mm:sszzz").Should().Be(local);

    [Fact]
    public void which_a_change_of_other_rules_leaves_as_they_are()
    {
        var rules = FoldRules.Default.With(new CalendarChanged("Asia/Tokyo", "sunday", default));

        var next = rules.With(new VisitGapChanged(45, default)).With(new RecognitionChanged("off", default));

        (next.Revision, next.Calendar.TimeZone, next.Calendar.WeekStartName).Should().Be((3, "Asia/Tokyo", "sunday"));
    }

    private static long At(string moment) => DateTimeOffset.Parse(moment).ToUnixTimeMilliseconds();
}
