namespace JourneyEngine.Decisions.Conditions;

/// <summary>Parts of a snapshot that are made only for slots that read them: a decision sees no more of a visitor than
/// it needs.</summary>
[Flags]
public enum SnapshotParts
{
    None = 0,

    /// <summary>Days between this visit and the one before.</summary>
    DaysAway = 1,

    /// <summary>What was shown and answered in the slot before.</summary>
    History = 2,
}
