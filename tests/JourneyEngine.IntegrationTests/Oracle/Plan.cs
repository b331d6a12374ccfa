namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>Evidence of a stage: all of it must hold.</summary>
internal sealed record Rule(
    string? Kind = null,
    string[]? Names = null,
    string? Path = null,
    string? Prefix = null,
    int Count = 1,
    int Visits = 1
)
{
    public bool Fits(Act act) =>
        (Kind is null || act.Kind == Kind)
        && (Names is null || Names.Contains(act.Name))
        && (Path is null || act.Path == Path)
        && (
            Prefix is null || act.Path == Prefix || act.Path?.StartsWith(Prefix + "/", StringComparison.Ordinal) == true
        );

    /// <param name="visit">Which visit the visitor is in.</param>
    public bool Holds(IEnumerable<Act> acts, int visit) => visit >= Visits && acts.Count(Fits) >= Count;

    public object Body =>
        new
        {
            kind = Kind,
            name = Names,
            path = Path,
            pathPrefix = Prefix,
            count = Count,
            visits = Visits,
        };
}

internal sealed record Stage(string Name, Rule[] Rules, bool All = false, bool Goal = false)
{
    public bool Fits(Act act) => Rules.Any(it => it.Fits(act));

    public bool Holds(IReadOnlyCollection<Act> acts, int visit) =>
        All ? Rules.All(it => it.Holds(acts, visit)) : Rules.Any(it => it.Holds(acts, visit));

    public object Body =>
        All
            ? new
            {
                name = Name,
                goal = Goal,
                all = Rules.Select(it => it.Body),
            }
            : new
            {
                name = Name,
                goal = Goal,
                when = Rules.Select(it => it.Body),
            };
}

internal sealed record Plan(string Name, params Stage[] Stages)
{
    public int Goal => Array.FindIndex(Stages, it => it.Goal);

    public object Body => new { stages = Stages.Select(it => it.Body) };

    /// <returns>-1 before the first.</returns>
    public int Furthest(IReadOnlyCollection<Act> acts, int visit) =>
        Array.FindLastIndex(Stages, it => it.Holds(acts, visit));

    public string? Told(int stage) => stage < 0 ? null : Stages[stage].Name;
}
