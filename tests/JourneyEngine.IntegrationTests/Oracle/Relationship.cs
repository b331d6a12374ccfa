namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>All that one visitor did: sorted by time and cut where somebody paused for more than half an
/// hour.</summary>
internal sealed class Relationship
{
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(30);

    public Relationship(IEnumerable<Act> acts)
    {
        Acts = [.. acts.OrderBy(it => it.At)];
        foreach (var act in Acts)
        {
            if (Visits.Count == 0 || act.At - Visits[^1][^1].At > Gap)
                Visits.Add([]);
            Visits[^1].Add(act);
        }

        Moments = [.. Acts.GroupBy(it => it.At).Select(it => it.ToArray())];
    }

    public Act[] Acts { get; }

    public List<List<Act>> Visits { get; } = [];

    /// <summary>What has the same time is a set.</summary>
    public Act[][] Moments { get; }

    public DateTimeOffset First => Acts[0].At;

    public DateTimeOffset Last => Acts[^1].At;

    public int VisitAt(DateTimeOffset at) => Visits.Count(it => it[0].At <= at);

    public Act[] Until(DateTimeOffset at) => [.. Acts.TakeWhile(it => it.At <= at)];

    public DateTimeOffset? Reached(Stage stage) =>
        Moments
            .Select(it => it[0].At)
            .Where(at => stage.Holds(Until(at), VisitAt(at)))
            .Cast<DateTimeOffset?>()
            .FirstOrDefault();

    /// <summary>The furthest stage reached by then.</summary>
    public int StageAt(Plan plan, DateTimeOffset at) => Array.FindLastIndex(plan.Stages, it => Reached(it) <= at);

    public int StageAfter(Plan plan, int visit) => StageAt(plan, Visits[visit - 1][^1].At);

    /// <summary>Whoever stands beyond the goal has reached it.</summary>
    public DateTimeOffset? Converted(Plan plan) => plan.Stages[plan.Goal..].Min(Reached);

    public int? ConvertingVisit(Plan plan) => Converted(plan) is { } at ? VisitAt(at) : null;

    public string? Campaign => Moments[0].Select(it => it.Campaign).FirstOrDefault(it => it is not null);

    /// <summary>Of several pages at the first moment, the first in the order of signs; a space in a path is told as it
    /// stands in an address.</summary>
    public string? Landing =>
        Moments[0]
            .Select(it => it.Path?.Replace(" ", "%20") ?? (it.Kind == "track" ? null : it.Name))
            .Min(StringComparer.Ordinal);

    public string? Referrer => Moments[0].Select(it => it.Referrer).FirstOrDefault(it => it is not null);
}
