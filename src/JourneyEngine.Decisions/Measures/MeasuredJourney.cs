using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;

namespace JourneyEngine.Decisions.Measures;

/// <summary>A journey that counts, under its rules, as measures look at it.</summary>
public sealed class MeasuredJourney(CountedVisitor visitor, FoldRules rules)
{
    private JourneyInFunnel[]? _funnels;
    private Dictionary<Delegate, object>? _made;

    public CountedVisitor Visitor => visitor;

    public Journey Journey => visitor.Journey;

    public FoldRules Rules => rules;

    /// <summary>Day of the first interaction, in days of the site since 1970: the visitor's cohort.</summary>
    public int Day => CohortDay(Journey, rules);

    /// <summary>The journey in each of the site's funnels.</summary>
    public IReadOnlyList<JourneyInFunnel> Funnels =>
        _funnels ??= [.. rules.Funnels.Select(it => new JourneyInFunnel(Journey, rules, it))];

    public static int CohortDay(Journey journey, FoldRules rules) => rules.Calendar.Day(journey.Visits[0].Start);

    /// <summary>What several measures need is made by the first of them.</summary>
    /// <param name="make">The same object each time.</param>
    public T Once<T>(Func<MeasuredJourney, T> make)
        where T : class
    {
        if ((_made ??= []).TryGetValue(make, out var made))
            return (T)made;
        var value = make(this);
        _made[make] = value;
        return value;
    }
}
