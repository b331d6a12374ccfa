namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>How far somebody goes through a funnel, if the walk may begin at any moment.</summary>
/// <param name="Order">ordered, strict or any.</param>
/// <param name="Within">From when the first step was reached.</param>
/// <param name="Visits">In how many visits, that of the first step included.</param>
/// <param name="Without">Name of what ends a walk after its moment; at that of the first step it may have come before.</param>
internal sealed record Walk(string Order, TimeSpan? Within = null, int? Visits = null, string? Without = null)
{
    public string Query =>
        $"order={Order}"
        + (Within is { } time ? $"&within={time.TotalHours:0}h" : "")
        + (Visits is { } visits ? $"&within={visits}visits" : "")
        + (Without is { } name ? $"&without=track:{Uri.EscapeDataString(name)}" : "");

    public int Furthest(Relationship of, Plan plan) =>
        Order == "any"
            ? InAnyOrder(of, plan.Stages)
            : Enumerable.Range(0, of.Moments.Length).Max(start => InOrder(of, plan.Stages, start));

    /// <summary>All of the first k steps are reached from one moment on, each by what may have begun before.</summary>
    private int InAnyOrder(Relationship of, Stage[] stages)
    {
        var reached = Array.ConvertAll(stages, stage => ReachedAt(of, stage));
        return Enumerable
            .Range(0, of.Moments.Length)
            .Max(begin =>
            {
                var span = Enumerable
                    .Range(begin, of.Moments.Length - begin)
                    .TakeWhile(it =>
                        !IsOver(of, of.Moments[begin][0].At, of.Moments[it][0].At)
                        && !of.Moments[begin..it].Skip(1).Any(Ends)
                    );
                return reached.TakeWhile(it => it.Overlaps(span)).Count();
            });
    }

    private static HashSet<int> ReachedAt(Relationship of, Stage stage)
    {
        var all = Enumerable.Range(0, of.Moments.Length).ToArray();
        return
        [
            .. all.Select(from =>
                Array.FindIndex(
                    all,
                    from,
                    to =>
                        stage.Holds(
                            [.. of.Moments[from..(to + 1)].SelectMany(it => it)],
                            of.VisitAt(of.Moments[to][0].At)
                        )
                )
            ),
        ];
    }

    private int InOrder(Relationship of, Stage[] stages, int start)
    {
        var (step, first, acts) = (0, default(DateTimeOffset?), new List<Act>());
        for (var i = start; i < of.Moments.Length && step < stages.Length; i++)
        {
            var (moment, before, isBegun) = (of.Moments[i], step, first is not null);
            var at = moment[0].At;
            if (IsOver(of, first, at))
                break;
            acts.AddRange(moment);
            while (step < stages.Length && stages[step].Holds(acts, of.VisitAt(at)))
            {
                step++;
                first ??= at;
                acts = [.. moment];
            }

            var asked = stages[before..Math.Min(step + 1, stages.Length)];
            if (
                (isBegun && Ends(moment))
                || (Order == "strict" && i > start && !moment.All(act => asked.Any(it => it.Fits(act))))
            )
                break;
        }

        return step;
    }

    private bool IsOver(Relationship of, DateTimeOffset? first, DateTimeOffset at) =>
        first is { } began && (at - began > Within || of.VisitAt(at) - of.VisitAt(began) >= Visits);

    private bool Ends(Act[] moment) =>
        Without is not null && moment.Any(it => it.Kind == "track" && it.Name == Without);
}
