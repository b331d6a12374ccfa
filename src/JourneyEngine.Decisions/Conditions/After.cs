using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Conditions;

/// <summary>
/// <c>after</c>, <c>afterAccepted</c>, <c>afterDeclined</c>: other contents of the slot were all shown to the visitor
/// before, or answered so.
/// </summary>
public abstract class After : Condition
{
    private readonly string _word;

    private After(string word) => _word = word;

    public static Condition Shown { get; } = new AfterShown();

    public static Condition Accepted { get; } = new AfterAccepted();

    public static Condition Declined { get; } = new AfterDeclined();

    public override bool IsStated(Content content) => Names(content) is { Length: > 0 };

    public override IEnumerable<string> Errors(Content content, SlotScope slot)
    {
        foreach (var before in (Names(content) ?? []).Where(it => it == content.Name || !slot.Contents.Contains(it)))
            yield return $"{_word}: this slot does not have another content '{before}'.";
        if (IsStated(content) && Lacking(slot) is { } lacking)
            yield return $"{_word} needs {lacking}.";
    }

    public override bool Holds(SlotDefined slot, Content content, Snapshot snapshot)
    {
        foreach (var before in Names(content) ?? [])
        {
            if (Histories.Of(snapshot, before) is not { } history || !IsMet(history))
                return false;
        }

        return true;
    }

    public override SnapshotParts Reads(SlotDefined slot, Content content) =>
        IsStated(content) ? SnapshotParts.History : SnapshotParts.None;

    public override string[] Preceding(Content content) => Names(content) ?? [];

    protected abstract string[]? Names(Content content);

    protected abstract bool IsMet(ContentHistory history);

    /// <returns>What the slot needs for the condition and does not have; null if it has all.</returns>
    protected virtual string? Lacking(SlotScope slot) => null;

    private string[] Awaited(SlotDefined slot, Snapshot snapshot, string answer) =>
        snapshot.History is not { Length: > 0 } history
            ? []
            :
            [
                .. history
                    .Where(it =>
                        IsMet(it) && slot.Contents.Any(content => Names(content)?.Contains(it.Content) == true)
                    )
                    .Select(it => $"{it.Content} {answer}"),
            ];

    private sealed class AfterShown() : After("after")
    {
        protected override string[]? Names(Content content) => content.After;

        protected override bool IsMet(ContentHistory history) => true;
    }

    private sealed class AfterAccepted() : After("afterAccepted")
    {
        public override string[] Awaited(SlotDefined slot, Snapshot snapshot) =>
            Awaited(slot, snapshot, Responses.Accepted);

        protected override string[]? Names(Content content) => content.AfterAccepted;

        protected override bool IsMet(ContentHistory history) => history.Accepted;

        protected override string? Lacking(SlotScope slot) => slot.TellsAccepted ? null : "an outcome of the slot";
    }

    private sealed class AfterDeclined() : After("afterDeclined")
    {
        public override string[] Awaited(SlotDefined slot, Snapshot snapshot) =>
            Awaited(slot, snapshot, Responses.Declined);

        protected override string[]? Names(Content content) => content.AfterDeclined;

        protected override bool IsMet(ContentHistory history) => history.Declined;

        protected override string? Lacking(SlotScope slot) =>
            slot.TellsDeclined ? null : "an outcome of the slot that tells what was declined";
    }
}
