using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conditions;

namespace JourneyEngine.Decisions;

/// <summary>Which contents may be shown to a visitor: a pure function of what the snapshot holds, in the visitor's own
/// time.</summary>
public static class Eligibility
{
    /// <returns>Those of which every condition holds, in the order of the slot.</returns>
    public static Content[] Of(SlotDefined slot, Snapshot snapshot)
    {
        var (conditions, eligible) = (SlotConditions.Of(slot).ByContent, new List<Content>());
        for (var i = 0; i < conditions.Length; i++)
        {
            if (Hold(conditions[i].AsSpan(), slot, slot.Contents[i], snapshot))
                eligible.Add(slot.Contents[i]);
        }

        return [.. eligible];
    }

    /// <summary>What a snapshot is made of for this slot beyond what every decision sees.</summary>
    public static SnapshotParts Reads(SlotDefined slot) => SlotConditions.Of(slot).Reads;

    /// <summary>Names of the slot's contents that the visitor's answer rules out, in the order of the slot.</summary>
    public static string[] Answered(SlotDefined slot, Snapshot snapshot)
    {
        string[] names = [];
        foreach (var condition in SlotConditions.Of(slot).All)
            names = Joined(names, condition.Withdrawn(slot, snapshot));
        return names;
    }

    /// <summary>Answers of the visitor that other contents of the slot wait for, by name of the content.</summary>
    public static string[] AnswersWaitedFor(SlotDefined slot, Snapshot snapshot)
    {
        string[] answers = [];
        foreach (var condition in SlotConditions.Of(slot).All)
            answers = Joined(answers, condition.Awaited(slot, snapshot));
        return answers;
    }

    /// <summary>What the slot's conditions see change within a visit: while it stays the same, what was decided
    /// stands.</summary>
    public static string[] Fingerprint(SlotDefined slot, Snapshot snapshot) =>
        Joined(Answered(slot, snapshot), AnswersWaitedFor(slot, snapshot));

    internal static SnapshotParts Reads(SlotDefined slot, Content content) =>
        ConditionCatalog.All.Aggregate(SnapshotParts.None, (parts, it) => parts | it.Reads(slot, content));

    private static bool Hold(ReadOnlySpan<Condition> conditions, SlotDefined slot, Content content, Snapshot snapshot)
    {
        foreach (var condition in conditions)
        {
            if (!condition.Holds(slot, content, snapshot))
                return false;
        }

        return true;
    }

    private static string[] Joined(string[] some, string[] more) =>
        more.Length == 0 ? some
        : some.Length == 0 ? more
        : [.. some, .. more];
}
