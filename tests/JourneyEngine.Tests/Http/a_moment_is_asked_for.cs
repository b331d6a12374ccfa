using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;

namespace JourneyEngine.Tests.Http;

public sealed class a_moment_is_asked_for
{
    [Theory]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z")]
    [InlineData("2026-01-31T12:00Z", "2026-01-31T12:00:00Z")]
    [InlineData("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z")]
    [InlineData("2026-01-31T12:00:00.5Z", "2026-01-31T12:00:00.5Z")]
    [InlineData("2026-01-31T12:00:00.123456789Z", "2026-01-31T12:00:00.1234568Z")]
    [InlineData("2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00Z")]
    [InlineData("2026-01-31T12:00:00-0330", "2026-01-31T15:30:00Z")]
    [InlineData("2026-01-31T00:30+02:00", "2026-01-30T22:30:00Z")]
    // As a form's field of date and time sends it.
    [InlineData("2026-01-31T12:00", "2026-01-31T12:00:00Z")]
    [InlineData("2026-01-31T12:00:00", "2026-01-31T12:00:00Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00Z")]
    public void in_iso_8601(string text, string moment)
    {
        IsoTime.TryRead(text, out var read).Should().BeTrue();
        read.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", null).Should().Be(moment.Replace("Z", "+00:00"));
        IsoTime.Parameter("at", text, SiteCalendar.Default).Should().Be(read);
    }

    [Theory]
    [InlineData("02.01.2026")]
    [InlineData("01/02/2026")]
    [InlineData("28/11/2026")]
    [InlineData("12:00")]
    [InlineData("12")]
    [InlineData("Nov 2026")]
    [InlineData("31 Jan 2026")]
    [InlineData("Sat, 31 Jan 2026 12:00:00 GMT")]
    [InlineData("2026-1-31")]
    [InlineData("2026-01")]
    [InlineData("2026")]
    [InlineData("2026/01/31")]
    [InlineData("20260131")]
    [InlineData("20260131T120000Z")]
    [InlineData("2026-W05")]
    [InlineData("2026-031")]
    [InlineData("26-01-31")]
    [InlineData("2026-02-30")]
    [InlineData("2026-13-01")]
    [InlineData("2026-31-01")]
    [InlineData("0000-01-01")]
    [InlineData("2026-01-31T25:00:00Z")]
    [InlineData("2026-01-31T12Z")]
    [InlineData("2026-01-31 12:00")]
    // A plus that was not escaped arrives as a space.
    [InlineData("2026-01-31T12:00:00 02:00")]
    [InlineData("2026-01-31T12:00 PM")]
    [InlineData("2026-01-31T12:00:00+99:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData(" 2026-01-31")]
    [InlineData("2026-01-31\n")]
    [InlineData("٢٠٢٦-٠١-٣١")]
    [InlineData("1769860800")]
    [InlineData("now")]
    [InlineData("yesterday")]
    [InlineData("אתמול")]
    public void in_another_order_or_form_and_what_is_right_is_told(string text)
    {
        IsoTime.TryRead(text, out _).Should().BeFalse();
        var asked = () => IsoTime.Parameter("at", text, SiteCalendar.Default);
        asked
            .Should()
            .Throw<UnacceptableException>()
            .Where(it => it.Status == 422)
            .WithMessage("'at' takes a day such as 2026-01-31, or a moment such as 2026-01-31T12:00:00Z*");
    }

    [Theory]
    [InlineData("2026-01-31", "2026-01-30T22:00:00Z")]
    [InlineData("2026-07-31T12:00", "2026-07-31T09:00:00Z")]
    [InlineData("2026-07-31T12:00:00.5", "2026-07-31T09:00:00.5Z")]
    [InlineData("2026-07-31T12:00Z", "2026-07-31T12:00:00Z")]
    [InlineData("2026-07-31T12:00-07:00", "2026-07-31T19:00:00Z")]
    // Twice on the clocks: the first time; never on them: when they go on.
    [InlineData("2026-10-25T01:30", "2026-10-24T22:30:00Z")]
    [InlineData("2026-03-27T02:30", "2026-03-27T00:00:00Z")]
    // Before there were time zones: 2 hours, 20 minutes and 40 seconds.
    [InlineData("1900-01-01", "1899-12-31T21:39:20Z")]
    [InlineData("0001-01-01", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59", "9999-12-31T23:59:59Z")]
    public void by_the_site_s_clocks_where_no_zone_is_given(string text, string moment)
    {
        var calendar = SiteCalendar.Of("Asia/Jerusalem", "sunday");

        IsoTime
            .Parameter("at", text, calendar)!
            .Value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", null)
            .Should()
            .Be(moment);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void without_any_and_there_is_none(string? text) =>
        IsoTime.Parameter("at", text, SiteCalendar.Default).Should().BeNull();
}
