using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Log;

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

    /// <summary>Puts a visitor's walk in, or takes it out again.</summary>
    /// <param name="by">1 to put it in, -1 to take it out.</param>
    public void Put(IEnumerable<StoredEvent> stream, FoldRules rules, FunnelQuestion question, StepsAsked asked, int by)
    {
        var until = asked.At?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        var known = Streams.Interactions(stream).ToArray();
        var interactions = known.Where(it => it.At <= until).ToArray();
        var journey = Journey.Empty.Fold(rules, interactions);
        if (!journey.Counts || Consents.Refuse(known, Purpose.Measure))
            return;
        if (MeasuredJourney.CohortDay(journey) is var day && (day < asked.Days.From || day >= asked.Days.Before))
            return;
        Interaction[] byTime = FunnelWalk.InOrder(interactions);
        var reached = FunnelWalk.Of(byTime, Array.ConvertAll(byTime, it => journey.VisitAt(it.At)), question);
        All.Add(reached, by);
        if (asked.By.Length > 0 && reached.Count > 0)
            GroupOf(Part(journey.Origin!, asked.By), question).Add(reached, by);
    }

    private Walked GroupOf(string value, FunnelQuestion question)
    {
        if (!Groups.TryGetValue(value, out var group))
            Groups[value] = group = new Walked(question.Funnel.Stages.Length);
        return group;
    }

    private static string Part(Origin origin, string by) =>
        (
            by switch
            {
                "campaign" => origin.Campaign,
                "referrer" => origin.ReferrerHost,
                _ => origin.Landing,
            }
        ) ?? "";
}
