using System.Globalization;
using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions;

/// <summary>Why a content is shown, in plain words.</summary>
internal static class Reasons
{
    public static string[] Of(SlotDefined slot, Snapshot snapshot, Content content, bool heldOut, int eligible) => snapshot.Visits == 0
        ? [$"Nothing is known about this visitor yet, so the default '{slot.Default.Name}' is shown."]
        : [Stage(snapshot), Visit(snapshot), Choice(slot, content, heldOut, eligible)];

    private static string Choice(SlotDefined slot, Content content, bool heldOut, int eligible) => (slot.Policy, eligible) switch
    {
        _ when heldOut => $"This visitor belongs to the holdout of '{slot.Slot}', to tell what personalising is worth: the default '{slot.Default.Name}' is shown.",
        (Policies.Fixed, _) => $"'{slot.Slot}' shows its default '{slot.Default.Name}' to everybody.",
        (_, 0) => $"Nothing in '{slot.Slot}' is meant for this stage and visit, so its default '{slot.Default.Name}' is shown.",
        (Policies.Uniform or Policies.Learning, 1) => $"'{content.Name}' is the only content in '{slot.Slot}' meant for this stage and visit.",
        (Policies.Uniform, _) => $"'{content.Name}' was drawn with equal chance from {Text(eligible)} contents in '{slot.Slot}' meant for this stage and visit.",
        (Policies.Learning, _) => $"'{content.Name}' was drawn from {Text(eligible)} contents in '{slot.Slot}' meant for this stage and visit: the better others at it accept a content, the greater its chance.",
        _ => $"'{content.Name}' is the first content in '{slot.Slot}' meant for this stage and visit.",
    };

    private static string Stage(Snapshot snapshot) => snapshot.Stage is null
        ? "No stage of the funnel is reached yet."
        : $"The stage reached in '{snapshot.Funnel}' is '{snapshot.Stage}'.";

    private static string Visit(Snapshot snapshot) => snapshot.Visits == 1
        ? "This is the first visit."
        : $"This is visit {Text(snapshot.Visits)}, a return.";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
