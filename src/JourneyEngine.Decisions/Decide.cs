using System.Globalization;
using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions;

/// <summary>Chooses what to show: a pure function of the slot, the snapshot and the seed.</summary>
public static class Decide
{
    public static ContentOffered Offer(SlotDefined slot, Snapshot snapshot, Guid decisionId, ulong seed, DateTimeOffset at)
    {
        var eligible = snapshot.Visits == 0 ? [] : slot.Contents.Where(content => Fits(content, snapshot)).ToArray();
        var (content, propensity, reason) = eligible.Length == 0
            ? (slot.Default, 1.0, $"Nothing in '{slot.Slot}' is meant for this stage and visit, so its default '{slot.Default.Name}' is shown.")
            : Choose(slot, eligible, seed);
        return new ContentOffered(
            decisionId, slot.Slot, slot.Version, content.Name, slot.Policy, seed, propensity,
            [.. eligible.Select(it => it.Name)],
            snapshot.Visits == 0
                ? [$"Nothing is known about this visitor yet, so the default '{slot.Default.Name}' is shown."]
                : [Stage(snapshot), Visit(snapshot), reason],
            snapshot, at);
    }

    /// <returns>The content that a decision about this slot named.</returns>
    public static Content Named(SlotDefined slot, string name) =>
        slot.Contents.FirstOrDefault(it => it.Name == name) ?? slot.Default;

    private static bool Fits(Content content, Snapshot snapshot) =>
        snapshot.Visits >= content.FromVisit
        && (content.ToVisit is null || snapshot.Visits <= content.ToVisit)
        && (content.Stages is null || (snapshot.Stage is not null && content.Stages.Contains(snapshot.Stage, StringComparer.Ordinal)));

    private static (Content Content, double Propensity, string Reason) Choose(SlotDefined slot, Content[] eligible, ulong seed)
    {
        if (slot.Policy != Policies.Uniform)
            return (eligible[0], 1.0, $"'{eligible[0].Name}' is the first content in '{slot.Slot}' meant for this stage and visit.");
        var chosen = eligible[(int)(new Seeded(seed).NextDouble() * eligible.Length)];
        return (chosen, 1.0 / eligible.Length, eligible.Length == 1
            ? $"'{chosen.Name}' is the only content in '{slot.Slot}' meant for this stage and visit."
            : $"'{chosen.Name}' was drawn with equal chance from {Text(eligible.Length)} contents in '{slot.Slot}' meant for this stage and visit.");
    }

    private static string Stage(Snapshot snapshot) => snapshot.Stage is null
        ? "No stage of the funnel is reached yet."
        : $"The stage reached in '{snapshot.Funnel}' is '{snapshot.Stage}'.";

    private static string Visit(Snapshot snapshot) => snapshot.Visits == 1
        ? "This is the first visit."
        : $"This is visit {Text(snapshot.Visits)}, a return.";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
