using JourneyEngine.Decisions.Measures;

namespace JourneyEngine.Personalization.Holdouts;

/// <summary>Visitors of whom the same shares could change the side; see <see cref="HoldoutCount.Seen"/>.</summary>
/// <param name="Chosen">What <see cref="HoldoutSums.OfVisitor"/> counts of those whom the policy decides for.</param>
/// <param name="Held">The same of the holdout.</param>
public sealed record HoldoutStratum(
    IReadOnlyDictionary<(Measure What, int First, int Second), long> Chosen,
    IReadOnlyDictionary<(Measure What, int First, int Second), long> Held
)
{
    internal static HoldoutStratum Of(IEnumerable<KeyValuePair<HoldoutCount, long>> counts)
    {
        var sides = counts.ToLookup(it => it.Key.HeldOut);
        Dictionary<(Measure, int, int), long> Side(bool heldOut) =>
            sides[heldOut].ToDictionary(it => (it.Key.What, it.Key.First, it.Key.Second), it => it.Value);
        return new HoldoutStratum(Side(false), Side(true));
    }
}
