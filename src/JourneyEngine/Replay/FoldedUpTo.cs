using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys;

namespace JourneyEngine.Replay;

/// <summary>Where fresh tables were folded, and by what.</summary>
/// <param name="Position">Number of the last event of the log that is in them.</param>
/// <param name="Epoch">How often facts had been taken away by then.</param>
/// <param name="Rules">By site.</param>
internal sealed record FoldedUpTo(long Position, long Epoch, Dictionary<string, FoldRules> Rules, Generation Generation)
{
    public Dictionary<string, int> Revisions => Rules.ToDictionary(it => it.Key, it => it.Value.Revision);
}
