using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Rights.Fulfilment;

namespace JourneyEngine.Tests.Fulfilment;

public sealed class a_message_to_a_visitor_is_due
{
    private const string LongAgo = "2020-01-01";

    [Theory]
    [InlineData("1990-05-03", LongAgo, "2027-05-03", "2027")]
    [InlineData("1990-05-03", LongAgo, "2027-05-02", null)]
    [InlineData("1990-05-03", LongAgo, "2027-05-06", "2027")]
    [InlineData("1990-05-03", LongAgo, "2027-05-07", null)]
    [InlineData("1990-12-31", LongAgo, "2028-01-02", "2027")]
    [InlineData("1992-02-29", LongAgo, "2027-02-28", "2027")]
    [InlineData("1992-02-29", LongAgo, "2028-02-28", null)]
    [InlineData("1992-02-29", LongAgo, "2028-02-29", "2028")]
    [InlineData("1990-05-03", "2027-05-03", "2027-05-03", "2027")]
    [InlineData("1990-05-03", "2027-05-04", "2027-05-05", null)]
    [InlineData("2027-05-03", LongAgo, "2027-05-03", null)]
    public void on_a_birthday_or_up_to_three_days_later(string birth, string told, string today, string? year) =>
        Due.Birthday(Day(birth), Day(told), Day(today)).Should().Be(year);

    [Theory]
    [InlineData("2027-01-31", 1, "2027-02-28", "2027-02-28")]
    [InlineData("2027-01-31", 1, "2027-03-31", "2027-03-31")]
    [InlineData("2027-01-31", 1, "2027-03-30", null)]
    [InlineData("2027-01-31", 6, "2027-01-31", null)]
    [InlineData("2027-01-31", 6, "2027-02-28", null)]
    [InlineData("2027-01-31", 6, "2027-07-31", "2027-07-31")]
    [InlineData("2027-01-31", 6, "2027-08-03", "2027-07-31")]
    [InlineData("2027-01-31", 6, "2027-08-04", null)]
    [InlineData("2027-01-31", 6, "2028-01-31", "2028-01-31")]
    public void every_few_months_or_up_to_three_days_later(string since, int everyMonths, string today, string? due) =>
        Due.Letter(Day(since), everyMonths, Day(today)).Should().Be(due);

    [Property]
    public Property for_one_birthday_a_year_however_often_it_is_checked(PositiveInt born, PositiveInt later)
    {
        var birth = Day(LongAgo).AddDays(-born.Get);
        var years = Enumerable
            .Range(0, 366 * 3)
            .Select(it => Due.Birthday(birth, birth, Day(LongAgo).AddDays(later.Get + it)))
            .OfType<string>()
            .Distinct()
            .ToArray();
        return (years.Length is 3 or 4).ToProperty();
    }

    [Fact]
    public void earlier_in_a_time_zone_further_east() =>
        SiteCalendar
            .In("Asia/Jerusalem")
            .Date(DateTimeOffset.Parse("2027-05-02T22:30:00Z"))
            .Should()
            .Be(Day("2027-05-03"));

    private static DateOnly Day(string day) => DateOnly.Parse(day);
}
