using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Beliefs;

namespace JourneyEngine.Decisions.Conversions;

/// <summary>Chances beside the share that converted, in bins by the chance.</summary>
internal static class ReliabilityBins
{
    private const int Bins = 10;

    /// <summary>Bins of about as many visits each; visits of one cell stay together.</summary>
    public static ReliabilityBin[] Of((double Chance, Trials Value)[] ascending)
    {
        var (all, before, binned) = (
            ascending.Sum(it => it.Value.Offered),
            0L,
            new List<(int Bin, double Chance, Trials Value)>()
        );
        foreach (var (chance, value) in ascending)
        {
            binned.Add(((int)Math.Min(Bins - 1, (before + (value.Offered / 2)) * Bins / all), chance, value));
            before += value.Offered;
        }

        return
        [
            .. binned
                .GroupBy(it => it.Bin)
                .Select(bin =>
                {
                    var visits = bin.Sum(it => it.Value.Offered);
                    return new ReliabilityBin(
                        visits,
                        bin.Sum(it => it.Chance * it.Value.Offered) / visits,
                        (double)bin.Sum(it => it.Value.Accepted) / visits
                    );
                }),
        ];
    }
}
