using JourneyEngine.Decisions.Returns;
using MathNet.Numerics.Distributions;

namespace JourneyEngine.Tests.Decisions.Returns;

/// <summary>Visitors who come and leave as a <see cref="BgNbd"/> has it, of whom only the days with visits are seen:
/// drawn, and reckoned without the model's formulas.</summary>
/// <remarks>
/// Of a visitor with rate l who leaves after a visit with chance p, a day is without a visit with chance e^-l, has some
/// and ends with the visitor still there with e^-lp - e^-l, and is the last one with 1 - e^-lp. The day of the first
/// visit is seen from then on only, at any hour.
/// </remarks>
internal sealed class DayByDay(BgNbd truth)
{
    private const int Rates = 300;
    private const int Chances = 60;

    private readonly double[] _rates = [.. Middles(Rates).Select(it => Gamma.InvCDF(truth.R, truth.Alpha, it))];
    private readonly double[] _chances = [.. Middles(Chances).Select(it => Beta.InvCDF(truth.A, truth.B, it))];

    /// <param name="days">How long the site is looked at; first visits come until 30 days before the end.</param>
    public RepeatVisits Draw(Random random, int days)
    {
        var (at, rate, leaves) = (
            random.NextDouble() * (days - 30),
            Gamma.Sample(random, truth.R, truth.Alpha),
            Beta.Sample(random, truth.A, truth.B)
        );
        var (first, last, count) = ((int)at, (int)at, 0);
        while ((at += Exponential.Sample(random, Math.Max(rate, 1e-9))) < days)
        {
            if ((int)at > last)
                (last, count) = ((int)at, count + 1);
            if (random.NextDouble() < leaves)
                break;
        }

        return new RepeatVisits(count, last - first, days - 1 - first);
    }

    /// <returns>The chance that a visitor with this history comes on one of the next days, averaged over all the
    /// visitors that it could be.</returns>
    public double Returns(RepeatVisits it, int horizon) => Mean(it, (none, _) => 1 - Math.Pow(none, horizon));

    /// <returns>On how many of the next days such a visitor comes.</returns>
    public double Expected(RepeatVisits it, int horizon) =>
        Mean(
            it,
            (none, stays) => (1 - none) * (1 - stays < 1e-12 ? horizon : (1 - Math.Pow(stays, horizon)) / (1 - stays))
        );

    /// <param name="ofWhoStayed">By the chance of a day without a visit, and by that of a day after which the visitor
    /// is still there.</param>
    private double Mean(RepeatVisits it, Func<double, double, double> ofWhoStayed)
    {
        var (all, sum) = (0.0, 0.0);
        foreach (var rate in _rates)
        {
            var none = Math.Exp(-rate);
            foreach (var chance in _chances)
            {
                var stays = Math.Exp(-rate * chance);
                var started = rate * chance < 1e-9 ? 1 : (1 - stays) / (rate * chance);
                var before =
                    it.Count == 0
                        ? 1
                        : started * Math.Pow(stays - none, it.Count - 1) * Math.Pow(none, it.Last - it.Count);
                var left = before * (it.Count == 0 ? 1 - started : 1 - stays);
                var there = before * (it.Count == 0 ? started : stays - none) * Math.Pow(none, it.Age - it.Last);
                all += left + there;
                sum += there * ofWhoStayed(none, stays);
            }
        }

        return sum / all;
    }

    private static IEnumerable<double> Middles(int count) =>
        Enumerable.Range(0, count).Select(it => (it + 0.5) / count);
}
