using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Conditions;

/// <summary><c>daysAway</c>: days from the visit before to the current one; it never holds in a first visit.</summary>
public sealed class DaysAway : Condition
{
    public override bool IsStated(Content content) => content.DaysAway is not null;

    public override IEnumerable<string> Errors(Content content, SlotScope slot) =>
        DaySpans.Errors("daysAway", content.DaysAway);

    public override bool Holds(SlotDefined slot, Content content, Snapshot snapshot) =>
        content.DaysAway is null || content.DaysAway.Includes(snapshot.DaysAway);

    public override SnapshotParts Reads(SlotDefined slot, Content content) =>
        content.DaysAway is null ? SnapshotParts.None : SnapshotParts.DaysAway;

    public override Reason? Explain(Snapshot snapshot) =>
        snapshot.DaysAway is { } days ? new Reason("away", Math.Floor(days)) : null;

    public override string? Contradiction(Content content, SlotScope slot)
    {
        if (content.ToVisit == 1 && content.DaysAway is not null)
            return "in a first visit there are no days away.";
        return content.TenureDays?.To <= content.DaysAway?.From
            ? "whoever was away so long has a longer tenure."
            : null;
    }

    public override bool Covers(Content wide, Content narrow, SlotScope slot) =>
        DaySpans.Covers(wide.DaysAway, narrow.DaysAway);

    public override LeastProgress AtLeast(Content content, SlotScope slot) => new(Days: content.DaysAway?.From ?? 0);
}
