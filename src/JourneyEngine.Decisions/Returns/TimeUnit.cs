namespace JourneyEngine.Decisions.Returns;

/// <summary>The unit that a model of returning reckons in, and how it takes days with several visits.</summary>
/// <param name="Name"><c>day</c> or <c>week</c>.</param>
/// <param name="Days">Its length.</param>
/// <param name="OfEachDay">How much of the time that a visitor is known each counted day takes away, in days.</param>
/// <remarks>
/// Visits come at a rate l a day, but a day counts once. That x of T days are counted is as likely as (1 - e^-l)^x
/// e^-l(T - x), which is l^x e^-l(T - x/2) but for a share of l^2/24 of each factor: x instants in T - x/2 days, which
/// the model knows.
/// </remarks>
public sealed record TimeUnit(string Name, double Days, double OfEachDay)
{
    public static TimeUnit Day { get; } = new("day", 1, 0.5);

    /// <summary>As the literature has it: a counted day is one instant, which is near enough where pauses are
    /// months.</summary>
    public static TimeUnit Week { get; } = new("week", 7, 0);

    public static IReadOnlyList<TimeUnit> All { get; } = [Day, Week];

    /// <param name="name">Of one of <see cref="All"/>.</param>
    public static TimeUnit Of(string name) => All.Single(it => it.Name == name);

    /// <returns>What the model knows of a visitor, times in this unit.</returns>
    public (int X, double Last, double Age) Of(RepeatVisits visitor) =>
        (visitor.Count, Shortened(visitor.Last, visitor.Count), Shortened(visitor.Age, visitor.Count));

    private double Shortened(int days, int counted) => (days - (counted * OfEachDay)) / Days;
}
