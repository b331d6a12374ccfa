using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Funnels;

/// <summary>How a funnel is to be walked, and by whom.</summary>
internal sealed record StepsAsked(
    string? Funnel,
    StepOrder Order,
    long? WithinMilliseconds,
    int? WithinVisits,
    Evidence? Without,
    string By,
    (int From, int Before) Days,
    DateTimeOffset? At
)
{
    // Of the evidence, its content is meant.
    public bool Equals(StepsAsked? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode();

    private (string?, StepOrder, long?, int?, (string?, string?)?, string, (int, int), DateTimeOffset?) Key =>
        (
            Funnel,
            Order,
            WithinMilliseconds,
            WithinVisits,
            Without is null ? null : (Without.Kind, Without.Name?[0]),
            By,
            Days,
            At
        );
}
