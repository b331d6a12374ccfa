using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Conditions;

/// <summary><c>stages</c>: the furthest stage that the visitor reached is one of these.</summary>
public sealed class Stages : Condition
{
    public override bool IsStated(Content content) => content.Stages is not null;

    public override IEnumerable<string> Errors(Content content, SlotScope slot) =>
        (content.Stages ?? [])
            .Where(stage => slot.StageIndex(stage) < 0)
            .Select(stage =>
                slot.Funnel is null
                    ? $"stages needs a funnel of the slot, which has none to say what '{stage}' is."
                    : $"stages: funnel '{slot.Funnel.Name}' does not have a stage '{stage}'. It has: {Names(slot.Funnel)}."
            );

    public override bool Holds(SlotDefined slot, Content content, Snapshot snapshot) =>
        content.Stages is null || (snapshot.Stage is not null && Array.IndexOf(content.Stages, snapshot.Stage) >= 0);

    public override string RuledOutBy(Content content, Snapshot snapshot) => "stages";

    public override Reason? Explain(Snapshot snapshot)
    {
        if (snapshot.Funnel is null)
            return null;
        return snapshot.Stage is null ? new Reason("no stage") : new Reason("stage", snapshot.Funnel, snapshot.Stage);
    }

    public override string? Contradiction(Content content, SlotScope slot) =>
        content.Stages is { Length: 0 } ? "it is meant for no stage." : null;

    public override bool Covers(Content wide, Content narrow, SlotScope slot) =>
        wide.Stages is null || (narrow.Stages is not null && narrow.Stages.All(wide.Stages.Contains));

    public override LeastProgress AtLeast(Content content, SlotScope slot) =>
        new(
            Stage: slot.Funnel is null || content.Stages is not { Length: > 0 }
                ? 0
                : content.Stages.Min(slot.StageIndex)
        );

    public override string? TooLate(Content content, LeastProgress least, SlotScope slot) =>
        slot.Funnel is not null && content.Stages is not null && content.Stages.Max(slot.StageIndex) < least.Stage
            ? $"from stage '{slot.Funnel.Stages[least.Stage].Name}' on, and it is shown before"
            : null;

    private static string Names(FunnelDefined funnel) => string.Join(", ", funnel.Stages.Select(it => it.Name));
}
