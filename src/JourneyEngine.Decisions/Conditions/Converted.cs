using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Decisions.Conditions;

/// <summary><c>converted</c>: the visitor has converted, or has not.</summary>
public sealed class Converted : Condition
{
    public override bool IsStated(Content content) => content.Converted is not null;

    public override bool Holds(SlotDefined slot, Content content, Snapshot snapshot) =>
        content.Converted is null || content.Converted == snapshot.Converted;

    public override Reason? Explain(Snapshot snapshot) => snapshot.Converted ? new Reason("converted") : null;

    public override string? Contradiction(Content content, SlotScope slot)
    {
        if (slot.Funnel is null && content.Converted == true)
            return "it is meant for who has converted, and the slot has no funnel that tells.";
        if (slot.Funnel is null || content.Stages is null || content.Converted is not { } converted)
            return null;
        var goal = FunnelProgress.GoalOf(slot.Funnel);
        return content.Stages.All(stage => slot.StageIndex(stage) >= goal != converted)
            ? converted
                ? "none of its stages is the goal or beyond."
                : "all of its stages are the goal or beyond."
            : null;
    }

    public override bool Covers(Content wide, Content narrow, SlotScope slot) =>
        wide.Converted is null || wide.Converted == narrow.Converted;

    public override LeastProgress AtLeast(Content content, SlotScope slot) => new(Converted: content.Converted == true);

    public override string? TooLate(Content content, LeastProgress least, SlotScope slot) =>
        least.Converted && content.Converted == false ? "to who has converted, and it is shown to who has not" : null;
}
