using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Conditions;

/// <summary>
/// A condition that a content of a slot may state: all that is to be known about it, in one place. A new one is a file
/// beside this one, a line in <see cref="ConditionCatalog"/> and a member of <see cref="Content"/>.
/// </summary>
public abstract class Condition
{
    /// <summary>Whether the content says anything about it.</summary>
    public abstract bool IsStated(Content content);

    /// <summary>What is wrong with it as it is sent: each a sentence that says what is right.</summary>
    public virtual IEnumerable<string> Errors(Content content, SlotScope slot) => [];

    /// <summary>Whether it is to be asked for at all when the content may be shown.</summary>
    public virtual bool Applies(SlotDefined slot, Content content) => IsStated(content);

    /// <summary>Whether the content may be shown as far as this condition goes; true if the content does not state
    /// it.</summary>
    /// <remarks>Asked of every content at every decision: it allocates no memory.</remarks>
    public abstract bool Holds(SlotDefined slot, Content content, Snapshot snapshot);

    /// <summary>What is told of a condition that does not hold, to whoever has the key of a page: its member where it
    /// rests on what is told along with every decision (stage, visit number). What a visitor did, was shown and answered,
    /// and since when, is not told apart.</summary>
    public virtual string RuledOutBy(Content content, Snapshot snapshot) => "history";

    /// <summary>The parts of a snapshot that are made only for slots whose conditions read them.</summary>
    public virtual SnapshotParts Reads(SlotDefined slot, Content content) => SnapshotParts.None;

    /// <summary>Contents of the slot that this condition rules out after what was answered: an offer of one no longer
    /// stands.</summary>
    public virtual string[] Withdrawn(SlotDefined slot, Snapshot snapshot) => [];

    /// <summary>What happened that contents of the slot wait for: a decision that did not know it no longer
    /// stands.</summary>
    public virtual string[] Awaited(SlotDefined slot, Snapshot snapshot) => [];

    /// <summary>What a decision could see of it, whatever the contents state; null if that is not worth a
    /// sentence.</summary>
    public virtual Reason? Explain(Snapshot snapshot) => null;

    /// <summary>Why the content can never be shown, by this condition and those that it contradicts; null if it can
    /// be.</summary>
    public virtual string? Contradiction(Content content, SlotScope slot) => null;

    /// <summary>Whether this condition of one content is sure to hold whenever that of another one does.</summary>
    /// <param name="wide">The content that would always be shown.</param>
    /// <param name="narrow">The content that would never be shown, because the other one is.</param>
    public virtual bool Covers(Content wide, Content narrow, SlotScope slot) => !IsStated(wide);

    /// <summary>Names of the contents that were shown before this one can be.</summary>
    public virtual string[] Preceding(Content content) => [];

    /// <summary>How far a relationship has come at least when the content is shown.</summary>
    public virtual LeastProgress AtLeast(Content content, SlotScope slot) => default;

    /// <summary>When the contents before it are shown at the earliest, if that is too late for this one; null if it is
    /// not.</summary>
    /// <param name="least">How far the relationship has come then.</param>
    public virtual string? TooLate(Content content, LeastProgress least, SlotScope slot) => null;
}
