using System.Text.Json.Serialization;

namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of <c>/v1/reports/returns</c>.</summary>
public sealed record Returns(
    string Unit,
    string Definition,
    AsOf AsOf,
    long Visitors,
    long Visits,
    long ReturnVisits,
    Returns.Row[] Rows,
    Returns.Gap[]? Gaps,
    Returns.Cohort[]? Retention,
    Returns.LifeStates? Lifecycle
) : IReport
{
    public sealed record Row(int Visits, long Visitors);

    /// <param name="Days">Whole days until the next visit.</param>
    public sealed record Gap(int AfterVisit, int Days, long Visitors);

    /// <param name="Monday">First day of the week in which they came first.</param>
    /// <param name="Complete">Whether the week is over for all of them.</param>
    public sealed record Cohort(
        [property: JsonPropertyName("cohort")] string Monday,
        long Visitors,
        int Week,
        long Returned,
        double? Share,
        bool Complete
    );

    public sealed record LifeStates(int DormantAfterDays, State[] Rows);

    public sealed record State([property: JsonPropertyName("state")] string Name, long Visitors);
}
