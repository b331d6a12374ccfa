using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Conditions;

/// <summary><c>cap</c>: how often the content is shown to a visitor at most, ever or within some days.</summary>
public sealed class FrequencyCap : Condition
{
    public override bool IsStated(Content content) => content.Cap is not null;

    public override IEnumerable<string> Errors(Content content, SlotScope slot)
    {
        if (content.Cap is { Times: < 1 } or { Days: <= 0 })
            yield return "cap.times is at least 1, and cap.days above 0.";
    }

    public override bool Holds(SlotDefined slot, Content content, Snapshot snapshot)
    {
        if (content.Cap is null || Histories.Of(snapshot, content.Name) is not { } own)
            return true;
        var times = 0;
        foreach (var at in own.ShownAt)
            times += content.Cap.Days is null || (snapshot.LastSeen!.Value - at).TotalDays < content.Cap.Days ? 1 : 0;
        return times < content.Cap.Times;
    }

    public override SnapshotParts Reads(SlotDefined slot, Content content) =>
        content.Cap is null ? SnapshotParts.None : SnapshotParts.History;
}
