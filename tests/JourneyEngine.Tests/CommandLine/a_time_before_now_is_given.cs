using JourneyEngine.Cli;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Tests.CommandLine;

public sealed class a_time_before_now_is_given
{
    /// <summary>Half past midnight in Jerusalem, where the clocks were put forward two nights before.</summary>
    private static readonly DateTimeOffset Now = new(2026, 3, 28, 21, 30, 0, TimeSpan.Zero);
    private static readonly SiteCalendar Jerusalem = SiteCalendar.In("Asia/Jerusalem");

    [Theory]
    [InlineData("now", "2026-03-28T21:30:00Z")]
    [InlineData("-90m", "2026-03-28T20:00:00Z")]
    [InlineData("-3h", "2026-03-28T18:30:00Z")]
    [InlineData("-7d", "2026-03-21T21:30:00Z")]
    [InlineData("-2w", "2026-03-14T21:30:00Z")]
    [InlineData("-0d", "2026-03-28T21:30:00Z")]
    public void in_hours_whatever_the_clocks_did(string text, string moment)
    {
        var given = new GivenMoment(text, Now);

        given.IsRead.Should().BeTrue();
        given.By(Jerusalem).Should().Be(DateTimeOffset.Parse(moment, null)).And.Be(given.EndBy(Jerusalem));
    }

    [Theory]
    [InlineData("today", "2026-03-28T21:00:00Z", "2026-03-29T20:59:59.999Z", "2026-03-29")]
    [InlineData("yesterday", "2026-03-27T21:00:00Z", "2026-03-28T20:59:59.999Z", "2026-03-28")]
    public void as_a_day_of_the_site(string text, string begins, string ends, string day)
    {
        var given = new GivenMoment(text, Now);

        given.By(Jerusalem).Should().Be(DateTimeOffset.Parse(begins, null));
        given.EndBy(Jerusalem).Should().Be(DateTimeOffset.Parse(ends, null));
        given.IsoBy(Jerusalem).Should().Be(day, "the engine takes it so");
        given.IsoBy(SiteCalendar.Default).Should().NotBe(day, "where no zone is known it is a day of UTC");
    }

    [Theory]
    [InlineData("7d")]
    [InlineData("+7d")]
    [InlineData("-7")]
    [InlineData("-7y")]
    [InlineData("-1.5h")]
    [InlineData("-99999999w")]
    [InlineData("-9999999w")]
    [InlineData("tomorrow")]
    [InlineData("Now")]
    [InlineData("-7d ")]
    public void in_no_other_form(string text) => new GivenMoment(text, Now).IsRead.Should().BeFalse();

    [Theory]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31T12:00:00+02:00")]
    public void beside_iso_8601_that_stays_as_it_was_written(string text)
    {
        var given = new GivenMoment(text, Now);

        (given.IsRead, given.IsDayOfSite, given.IsoBy(Jerusalem)).Should().Be((true, false, text));
    }
}
