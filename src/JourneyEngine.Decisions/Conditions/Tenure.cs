using System.Globalization;
using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Conditions;

/// <summary><c>tenureDays</c>: days from the visitor's first interaction to the latest.</summary>
public sealed class Tenure : Condition
{
    public override bool IsStated(Content content) => content.TenureDays is not null;

    public override IEnumerable<string> Errors(Content content, SlotScope slot) =>
        DaySpans.Errors("tenureDays", content.TenureDays);

    public override bool Holds(SlotDefined slot, Content content, Snapshot snapshot) =>
        content.TenureDays is null || content.TenureDays.Includes(Days(snapshot));

    public override Reason? Explain(Snapshot snapshot) =>
        Days(snapshot) is >= 1 and var days ? new Reason("tenure", Math.Floor(days)) : null;

    public override bool Covers(Content wide, Content narrow, SlotScope slot) =>
        DaySpans.Covers(wide.TenureDays, narrow.TenureDays);

    public override LeastProgress AtLeast(Content content, SlotScope slot) => new(Days: content.TenureDays?.From ?? 0);

    public override string? TooLate(Content content, LeastProgress least, SlotScope slot) =>
        least.Days >= content.TenureDays?.To
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"after {least.Days} days, and it is shown before day {content.TenureDays.To}"
            )
            : null;

    private static double? Days(Snapshot snapshot) => (snapshot.LastSeen - snapshot.FirstSeen)?.TotalDays;
}
