using System.Globalization;
using JourneyEngine.Decisions.Statistics;
using JourneyEngine.Http;

namespace JourneyEngine.Conversions;

/// <summary>Mixes of visit numbers, and rates at the same one.</summary>
internal static class VisitMix
{
    private const int LongestMix = 1_000;

    public static IReadOnlyList<MixShare> Of(IEnumerable<VisitCell> cells)
    {
        var known = cells.Where(it => it.AtRisk > 0).ToArray();
        double all = known.Sum(it => it.AtRisk);
        return [.. known.Select(it => new MixShare(it.Visit, it.AtRisk / all))];
    }

    /// <param name="asked">Weights of visit 1, 2, ..., such as <c>70,20,10</c>.</param>
    /// <returns>Null if none is asked for.</returns>
    /// <exception cref="UnacceptableException">They are no weights.</exception>
    public static IReadOnlyList<MixShare>? Asked(string? asked)
    {
        if (string.IsNullOrEmpty(asked))
            return null;
        var weights = asked
            .Split(',')
            .Select(it =>
                double.TryParse(it, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
                    ? weight
                    : double.NaN
            )
            .ToArray();
        var all = weights.Sum();
        return weights.Length > LongestMix || !(all > 0 && double.IsFinite(all))
            ? throw new UnacceptableException("mix takes the weights of visit 1, 2 and so on, such as 70,20,10.")
            : [.. weights.Select((it, i) => new MixShare(i + 1, it / all)).Where(it => it.Share > 0)];
    }

    public static Standardised At(IReadOnlyList<MixShare> mix, string basis, IEnumerable<VisitCell> cells)
    {
        var known = cells.Where(it => it.AtRisk > 0).ToDictionary(it => it.Visit);
        var weighed = mix.Where(it => known.ContainsKey(it.Visit))
            .Select(it => (it.Share, Cell: known[it.Visit]))
            .ToArray();
        var covered = weighed.Sum(it => it.Share);
        if (weighed.Length == 0)
            return new Standardised(null, null, null, 0, basis, mix);
        var rate = weighed.Sum(it => it.Share * it.Cell.Rate!.Value) / covered;
        var half =
            Proportion.Normal975 * Math.Sqrt(weighed.Sum(it => it.Share * it.Share * it.Cell.Variance)) / covered;
        return new Standardised(rate, Math.Max(0, rate - half), Math.Min(1, rate + half), covered, basis, mix);
    }
}
