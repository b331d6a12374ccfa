using System.Globalization;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>What is due on a day: pure functions of dates, so that whoever asks twice gets the same answer.</summary>
internal static class Due
{
    /// <summary>What was due while no host ran goes out late, up to this many days.</summary>
    public const int MostLate = 3;

    /// <param name="told">The day the birth date was told: nobody gets a gift for a birthday before that.</param>
    /// <returns>The year of the birthday; null if none is due.</returns>
    public static string? Birthday(DateOnly birth, DateOnly told, DateOnly today) =>
        Days(today)
            .Where(day => day >= told && day.Year > birth.Year && In(day.Year, birth) == day)
            .Select(day => day.Year.ToString(CultureInfo.InvariantCulture))
            .FirstOrDefault();

    /// <param name="since">The day the address was told: the first letter comes a whole period later.</param>
    /// <returns>The day it was due; null if none is.</returns>
    public static string? Letter(DateOnly since, int everyMonths, DateOnly today) =>
        Days(today)
            .Where(day =>
                Months(since, day) is > 0 and var months && months % everyMonths == 0 && since.AddMonths(months) == day
            )
            .Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .FirstOrDefault();

    /// <remarks>Who was born on 29 February has birthday on the 28th in common years.</remarks>
    private static DateOnly In(int year, DateOnly birth) =>
        new(year, birth.Month, Math.Min(birth.Day, DateTime.DaysInMonth(year, birth.Month)));

    private static int Months(DateOnly since, DateOnly day) => ((day.Year - since.Year) * 12) + day.Month - since.Month;

    /// <summary>The latest first.</summary>
    private static IEnumerable<DateOnly> Days(DateOnly today) =>
        Enumerable.Range(0, MostLate + 1).Select(late => today.AddDays(-late));
}
