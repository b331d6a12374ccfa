using System.Globalization;
using JourneyEngine.Decisions.Statistics;
using JourneyEngine.Http;

namespace JourneyEngine.Conversions;

/// <summary>Those at risk at one visit number, and those of them who converted in it.</summary>
public readonly record struct VisitCell(int Visit, long AtRisk, long Converted)
{
    public double? Rate => AtRisk == 0 ? null : (double)Converted / AtRisk;

    /// <summary>Of the rate.</summary>
    internal double Variance => Proportion.Variance(Converted, AtRisk);
}

/// <param name="Share">Share of the visits at risk that were visit number <paramref name="Visit"/>, in [0, 1].</param>
public sealed record MixShare(int Visit, double Share);

/// <summary>The rates by visit number, weighted by a mix of visit numbers (direct standardisation).</summary>
/// <param name="Rate">Over the visit numbers that somebody was at risk at; absent where there are none.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="Covered">Share of the mix where somebody was at risk, in [0, 1]: below 1, rates at the same mix are not
/// quite of the same mix.</param>
/// <param name="Basis">Whose mix it is.</param>
public sealed record Standardised(
    double? Rate,
    double? Low,
    double? High,
    double Covered,
    string Basis,
    IReadOnlyList<MixShare> Mix
);

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
