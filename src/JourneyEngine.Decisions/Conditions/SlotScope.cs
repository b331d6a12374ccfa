using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Conditions;

/// <summary>What of a slot, as it is sent, its conditions are checked against.</summary>
/// <param name="Funnel">Whose stages decide; null if the slot has none.</param>
/// <param name="Contents">Names of the slot's contents, without the default's.</param>
/// <param name="TellsAccepted">The slot has an outcome.</param>
/// <param name="TellsDeclined">The slot has an outcome that tells what was declined, too.</param>
public sealed record SlotScope(
    FunnelDefined? Funnel,
    IReadOnlySet<string> Contents,
    bool TellsAccepted,
    bool TellsDeclined
)
{
    /// <returns>Index of the stage in the funnel; -1 if it is none of its stages.</returns>
    internal int StageIndex(string stage) =>
        Funnel is null ? -1 : Array.FindIndex(Funnel.Stages, it => it.Name == stage);
}
