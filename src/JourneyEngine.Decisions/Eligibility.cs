using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions;

/// <summary>Whether a content may be shown to a visitor: a pure function of what the snapshot holds, in the visitor's own time.</summary>
public static class Eligibility
{
    public static bool Holds(SlotDefined slot, Content content, Snapshot snapshot) =>
        snapshot.Visits >= content.FromVisit
        && (content.ToVisit is null || snapshot.Visits <= content.ToVisit)
        && (content.Stages is null || (snapshot.Stage is not null && content.Stages.Contains(snapshot.Stage, StringComparer.Ordinal)))
        && (content.Converted is null || content.Converted == snapshot.Converted)
        && (content.TenureDays is null || Within(content.TenureDays, (snapshot.LastSeen - snapshot.FirstSeen)?.TotalDays))
        && (content.DaysAway is null || Within(content.DaysAway, snapshot.DaysAway))
        && (!LooksBack(slot, content) || HistoryAllows(content, snapshot));

    /// <summary>Whether it matters what was shown before.</summary>
    public static bool LooksBack(SlotDefined slot, Content content) =>
        content.Cap is not null || content.After is { Length: > 0 } || content.AfterAccepted is { Length: > 0 } || content.AfterDeclined is { Length: > 0 }
        || (slot.Outcome is { } outcome && NotAfter(content).Any(it => it == Responses.Accepted || outcome.Declined is { Length: > 0 }));

    /// <summary>Names of the slot's contents that the visitor's answer rules out, in the order of the slot.</summary>
    public static IEnumerable<string> Answered(SlotDefined slot, Snapshot snapshot) => (snapshot.History ?? []) is not { Length: > 0 } history ? []
        : slot.Contents.Where(content => Array.Find(history, it => it.Content == content.Name) is { } own && IsAnswered(content, own)).Select(it => it.Name);

    /// <summary>Answers of the visitor that other contents of the slot wait for, by name of the content.</summary>
    public static IEnumerable<string> AnswersWaitedFor(SlotDefined slot, Snapshot snapshot) => (snapshot.History ?? []) is not { Length: > 0 } history ? []
        : history.Where(it => it.Accepted && slot.Contents.Any(content => content.AfterAccepted?.Contains(it.Content, StringComparer.Ordinal) == true)).Select(it => it.Content + " " + Responses.Accepted)
            .Concat(history.Where(it => it.Declined && slot.Contents.Any(content => content.AfterDeclined?.Contains(it.Content, StringComparer.Ordinal) == true)).Select(it => it.Content + " " + Responses.Declined));

    private static bool HistoryAllows(Content content, Snapshot snapshot)
    {
        var history = snapshot.History ?? [];
        var own = Array.Find(history, it => it.Content == content.Name);
        return (content.After ?? []).All(before => Array.Exists(history, it => it.Content == before))
            && (content.AfterAccepted ?? []).All(before => Array.Exists(history, it => it.Content == before && it.Accepted))
            && (content.AfterDeclined ?? []).All(before => Array.Exists(history, it => it.Content == before && it.Declined))
            && (own is null || (WithinCap(content.Cap, own, snapshot) && !IsAnswered(content, own)));
    }

    private static bool IsAnswered(Content content, ContentHistory own) => NotAfter(content).Any(answer => answer == Responses.Accepted ? own.Accepted : own.Declined);

    private static IEnumerable<string> NotAfter(Content content) => content.NotAfter ?? [Responses.Declined];

    private static bool WithinCap(Cap? cap, ContentHistory own, Snapshot snapshot) =>
        cap is null || own.ShownAt.Count(at => cap.Days is null || (snapshot.LastSeen!.Value - at).TotalDays < cap.Days) < cap.Times;

    private static bool Within(DaySpan span, double? days) => days >= span.From && (span.To is null || days < span.To);
}
