using System.Diagnostics;
using JourneyEngine.Benchmarks.Lab;
using JourneyEngine.Decisions.Returns;
using MathNet.Numerics.Distributions;

namespace JourneyEngine.Benchmarks.Experiments;

/// <summary>The model of returning, fitted to 100,000 simulated visitors whose histories are known.</summary>
internal static class FitModels
{
    private const int Visitors = 100_000;
    private const int Days = 365;

    public static void Run(Plan plan, Findings findings)
    {
        var seen = Seen();
        var seconds = new List<double>();
        for (var round = 0; round < plan.Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            _ = FitReturns.Of(seen, TimeUnit.Week) ?? throw new InvalidOperationException("Nothing fits.");
            seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        var median = new Samples(seconds);
        findings.Ratios.Add(
            new(
                $"fit of returning to {Visitors:N0} visitors ({seen.Count:N0} distinct histories), s",
                $"{median}",
                "",
                median.Median,
                2,
                0.5,
                LessIsBetter: true
            )
        );
    }

    private static Dictionary<RepeatVisits, long> Seen()
    {
        var random = new Random(1);
        return Enumerable
            .Range(0, Visitors)
            .Select(_ =>
            {
                var (age, rate, leaves) = (
                    1 + random.Next(Days),
                    Gamma.Sample(random, 0.5, 10),
                    Beta.Sample(random, 0.8, 2.5)
                );
                var (count, last) = (0, 0);
                for (
                    var at = Exponential.Sample(random, Math.Max(rate, 1e-9));
                    at < age;
                    at += Exponential.Sample(random, Math.Max(rate, 1e-9))
                )
                {
                    if ((int)at > last)
                        (count, last) = (count + 1, (int)at);
                    if (random.NextDouble() < leaves)
                        break;
                }

                return new RepeatVisits(count, last, age);
            })
            .CountBy(it => it)
            .ToDictionary(it => it.Key, it => (long)it.Value);
    }
}
