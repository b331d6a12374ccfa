using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Conditions;

/// <summary>
/// <c>notAfter</c>: answers to the content after which it is not shown again; a refusal if the content says nothing of
/// it.
/// </summary>
public sealed class NotAfter : Condition
{
    public override bool IsStated(Content content) => content.NotAfter is not null;

    public override IEnumerable<string> Errors(Content content, SlotScope slot)
    {
        foreach (
            var answer in (content.NotAfter ?? []).Where(it => it is not (Responses.Accepted or Responses.Declined))
        )
            yield return $"notAfter takes {Responses.Accepted} and {Responses.Declined}; '{answer}' is neither.";
        if (content.NotAfter is { Length: > 0 } && !slot.TellsAccepted)
            yield return "notAfter needs an outcome of the slot.";
    }

    /// <remarks>Also when nothing is said of it; an answer counts as soon as any condition of the content looks
    /// back.</remarks>
    public override bool Applies(SlotDefined slot, Content content) =>
        Eligibility.Reads(slot, content).HasFlag(SnapshotParts.History);

    public override bool Holds(SlotDefined slot, Content content, Snapshot snapshot) =>
        Histories.Of(snapshot, content.Name) is not { } own || !IsAnswered(content, own);

    public override SnapshotParts Reads(SlotDefined slot, Content content) =>
        slot.Outcome is { } outcome && Awaits(outcome.Declined is { Length: > 0 }, content)
            ? SnapshotParts.History
            : SnapshotParts.None;

    public override string[] Withdrawn(SlotDefined slot, Snapshot snapshot) =>
        snapshot.History is not { Length: > 0 }
            ? []
            :
            [
                .. slot
                    .Contents.Where(it => Histories.Of(snapshot, it.Name) is { } own && IsAnswered(it, own))
                    .Select(it => it.Name),
            ];

    public override bool Covers(Content wide, Content narrow, SlotScope slot) =>
        !slot.TellsAccepted || wide.NotAfter is { Length: 0 };

    private static bool Awaits(bool tellsDeclined, Content content) =>
        tellsDeclined ? content.NotAfter is not { Length: 0 } : content.NotAfter?.Contains(Responses.Accepted) == true;

    private static bool IsAnswered(Content content, ContentHistory own)
    {
        if (content.NotAfter is null)
            return own.Declined;
        foreach (var answer in content.NotAfter)
        {
            if (answer == Responses.Accepted ? own.Accepted : own.Declined)
                return true;
        }

        return false;
    }
}
