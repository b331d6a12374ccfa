using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log.Links;

namespace JourneyEngine.Funnels;

/// <summary>The walks of a site's visitors through a funnel: of all, and by what brought them.</summary>
internal sealed record WalkedGroups(Walked All, Dictionary<string, Walked> Groups)
{
    public WalkedGroups Copy() => new(All.Copy(), Groups.ToDictionary(it => it.Key, it => it.Value.Copy()));

    public WalkedGroups Summed()
    {
        foreach (var walked in Groups.Values.Append(All))
            walked.Sum();
        foreach (var (group, _) in Groups.Where(it => it.Value.Count(0) == 0).ToArray())
            Groups.Remove(group);
        return this;
    }

    /// <summary>Puts the walks of a person, or of a pseudonym, in, or takes them out again.</summary>
    /// <param name="by">1 to put them in, -1 to take them out.</param>
    public void Put(PersonStreams person, FoldRules rules, FunnelQuestion question, StepsAsked asked, int by)
    {
        foreach (var visitor in FoldedVisitor.Of(person, rules, asked.At?.ToUnixTimeMilliseconds() ?? long.MaxValue))
        {
            var journey = visitor.Counted.Journey;
            var day = MeasuredJourney.CohortDay(journey, rules);
            if (day < asked.Days.From || day >= asked.Days.Before)
                continue;
            Interaction[] byTime = FunnelWalk.InOrder(visitor.Interactions);
            var reached = FunnelWalk.Of(byTime, Array.ConvertAll(byTime, it => journey.VisitAt(it.At)), question);
            All.Add(reached, by);
            if (asked.By.Length > 0 && reached.Count > 0)
                GroupOf(journey.Origin![asked.By] ?? "", question).Add(reached, by);
        }
    }

    private Walked GroupOf(string value, FunnelQuestion question)
    {
        if (!Groups.TryGetValue(value, out var group))
            Groups[value] = group = new Walked(question.Funnel.Stages.Length);
        return group;
    }
}
