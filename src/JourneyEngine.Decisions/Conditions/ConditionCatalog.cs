using System.Collections.Immutable;

namespace JourneyEngine.Decisions.Conditions;

/// <summary>Every condition that there is, in the order in which a relationship is told.</summary>
public static class ConditionCatalog
{
    public static ImmutableArray<Condition> All { get; } =
    [
        new Stages(),
        new Converted(),
        new VisitNumber(),
        new Tenure(),
        new DaysAway(),
        new FrequencyCap(),
        new NotAfter(),
        After.Shown,
        After.Accepted,
        After.Declined,
    ];
}
