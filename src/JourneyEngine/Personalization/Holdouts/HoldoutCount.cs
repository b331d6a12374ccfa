using System.Globalization;
using JourneyEngine.Decisions.Measures;

namespace JourneyEngine.Personalization.Holdouts;

/// <summary>What a visitor counts for in the comparison of a slot with its holdout; see <see cref="HoldoutSums"/>.</summary>
/// <param name="HeldOut">On which side the visitor was first, and is compared.</param>
/// <param name="Share">Share that was held out when the offers were made; empty where it is not known, or was
/// none.</param>
/// <param name="Assigned">The same of when the visitor was put on a side.</param>
/// <param name="First">First visit number of a bucket; 0 stands for none.</param>
/// <param name="Second">The same of a later one.</param>
public readonly record struct HoldoutCount(
    Measure What,
    bool HeldOut,
    string Share,
    string Assigned,
    int First = 0,
    int Second = 0
)
{
    internal Cell CellOf(string slot) => new Cell(HeldOut ? 1 : 0, First, Second).With(slot, Share, Assigned);

    internal static HoldoutCount Of(Measure what, Cell cell) =>
        new(what, cell.Number1 == 1, cell.Text2, cell.Text3, cell.Number2, cell.Number3);

    /// <returns>Null where the share is not known, or was none.</returns>
    internal static double? ShareOf(string text) =>
        text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
