using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Conditions;

/// <summary><c>fromVisit</c> and <c>toVisit</c>: the number of the current visit, both ends included.</summary>
public sealed class VisitNumber : Condition
{
    public override bool IsStated(Content content) => content.FromVisit != 1 || content.ToVisit is not null;

    public override IEnumerable<string> Errors(Content content, SlotScope slot)
    {
        if (content.FromVisit < 1 || content.ToVisit < content.FromVisit)
            yield return "fromVisit is at least 1, and toVisit not before it.";
    }

    public override bool Holds(SlotDefined slot, Content content, Snapshot snapshot) =>
        snapshot.Visits >= content.FromVisit && (content.ToVisit is null || snapshot.Visits <= content.ToVisit);

    public override string RuledOutBy(Content content, Snapshot snapshot) =>
        snapshot.Visits < content.FromVisit ? "fromVisit" : "toVisit";

    public override Reason? Explain(Snapshot snapshot) =>
        snapshot.Visits == 1 ? new Reason("first visit") : new Reason("return", snapshot.Visits);

    public override bool Covers(Content wide, Content narrow, SlotScope slot) =>
        wide.FromVisit <= narrow.FromVisit && (wide.ToVisit is null || narrow.ToVisit <= wide.ToVisit);

    public override LeastProgress AtLeast(Content content, SlotScope slot) => new(Visit: content.FromVisit);

    public override string? TooLate(Content content, LeastProgress least, SlotScope slot) =>
        least.Visit > content.ToVisit
            ? $"from visit {least.Visit} on, and it is shown up to visit {content.ToVisit}"
            : null;
}
