using System.Globalization;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Reports;

namespace JourneyEngine.Trends;

/// <summary>Which figures are asked for, and over which intervals.</summary>
/// <param name="Visit">Only visits of this number; null for all.</param>
/// <param name="Compare">Which earlier intervals they are set beside: <c>previous</c> or <c>year</c>; null for
/// none.</param>
/// <param name="First">Number of the first interval.</param>
/// <param name="Last">Number of the last interval; one before the first where there are none.</param>
/// <param name="Back">How many intervals before each is the one that it is set beside; 0 for none.</param>
/// <param name="NowHour">The hour that is not over yet.</param>
internal sealed record TrendAsked(
    Metric Metric,
    Interval Interval,
    int? Visit,
    string? Compare,
    int First,
    int Last,
    int Back,
    int NowHour
)
{
    public const int Most = 1_000;
    private const int GreatestVisit = BegunVisits.LastVisit - 1;

    /// <summary>Between them every interval has a beginning and an end, and so have those that it is set beside.</summary>
    private static readonly (DateTimeOffset Earliest, DateTimeOffset Latest) Moments = (
        new(1972, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new(9990, 1, 1, 0, 0, 0, TimeSpan.Zero)
    );

    /// <summary>Days that hold all of it: from, and before.</summary>
    public (int From, int Before) DaysOn(SiteCalendar calendar) =>
        (
            SiteCalendar.DayOfHour(Interval.FirstHour(calendar, First - Back)),
            SiteCalendar.DayOfHour(Interval.FirstHour(calendar, Last + 1) - 1) + 1
        );

    /// <exception cref="UnacceptableException">There is no such visit number, or that would be too many
    /// intervals.</exception>
    public static TrendAsked Of(ReportQuery query, DateTimeOffset now)
    {
        var (calendar, visit) = (query.Calendar, VisitOf(query.Text("visit")));
        var metric = Metric.Named(query.Choice("metric"), visit);
        if (metric.IsRate && visit is null)
            throw new UnacceptableException(
                "A rate is of one visit number: a first visit is never compared with a return. Say which, such as visit=1."
            );
        var interval = Interval.Named(query.Choice("interval"));
        var moment =
            now < Moments.Earliest ? Moments.Earliest
            : now > Moments.Latest ? Moments.Latest
            : now;
        var nowHour = calendar.HourNumber(moment.ToUnixTimeMilliseconds());
        var until = Math.Min(nowHour, query.Days.Before == int.MaxValue ? nowHour : LastHour(query.Days.Before - 1));
        var last = interval.Of(calendar, until);
        var first = query.Text("from") is null
            ? last - interval.Usual + 1
            : Math.Min(last + 1, interval.Of(calendar, query.Days.From * SiteCalendar.HoursADay));
        if (last - first >= Most)
            throw new UnacceptableException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"From there on it is {last - first + 1:N0} intervals; {Most:N0} at most: take longer ones, or a later 'from'."
                )
            );
        var compare = query.Choice("compare");
        return new TrendAsked(
            metric,
            interval,
            visit,
            compare.Length == 0 ? null : compare,
            first,
            last,
            compare switch
            {
                "previous" => last - first + 1,
                "year" => interval.InAYear,
                _ => 0,
            },
            nowHour
        );
    }

    private static int LastHour(int day) => ((day + 1) * SiteCalendar.HoursADay) - 1;

    private static int? VisitOf(string? text) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var visit)
        && visit is >= 1 and <= GreatestVisit
            ? visit
        : throw new UnacceptableException(
            $"'visit' takes the number of a visit, from 1 to {GreatestVisit}; later ones are counted where it is left out."
        );
}
