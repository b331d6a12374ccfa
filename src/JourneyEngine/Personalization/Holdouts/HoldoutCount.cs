using System.Globalization;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Measures;

namespace JourneyEngine.Personalization.Holdouts;

/// <summary>What a visitor counts for in the comparison of a slot with its holdout; see <see cref="HoldoutSums"/>.</summary>
/// <param name="HeldOut">On which side the visitor was first, and is compared.</param>
/// <param name="Share">Share that was held out when the offers were made; empty where it is not known.</param>
/// <param name="Seen">The least and the greatest share under which something had been offered by then. Who falls between
/// them was on both sides, and of all others each side has what chance gave it: so whoever shares these is alike.</param>
/// <param name="First">First visit number of a bucket; 0 stands for none.</param>
/// <param name="Second">The same of a later one.</param>
public readonly record struct HoldoutCount(
    Measure What,
    bool HeldOut,
    string Share,
    string Seen,
    int First = 0,
    int Second = 0
)
{
    internal Cell CellOf(string slot) => new Cell(HeldOut ? 1 : 0, First, Second).With(slot, Share, Seen);

    internal static HoldoutCount Of(Measure what, Cell cell) =>
        new(what, cell.Number1 == 1, cell.Text2, cell.Text3, cell.Number2, cell.Number3);

    internal static string Text(double? share) => share?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <returns>Null where the share is not known.</returns>
    internal static double? ShareOf(string text) =>
        text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);

    internal static string SeenOf(IReadOnlyCollection<Offer> offers)
    {
        var (least, most) = (offers.Min(it => it.HoldoutShare), offers.Max(it => it.HoldoutShare));
        var isUnknown = offers.Any(it => it.HoldoutShare is null);
        return $"{Text(least)}-{Text(most)}{(isUnknown ? "?" : "")}";
    }
}
