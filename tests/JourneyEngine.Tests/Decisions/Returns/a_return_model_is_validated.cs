using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Returns;

namespace JourneyEngine.Tests.Decisions.Returns;

/// <summary>Small sites, and a model that is exactly right: who comes is drawn with the chances that it says.</summary>
public sealed class a_return_model_is_validated
{
    private const int Sites = 300;
    private const int Visitors = 150;
    private const int Horizon = 28;

    private static readonly BgNbd Truth = new(0.7, 60, 1.2, 3);

    [Fact]
    public void as_right_on_95_percent_of_sites_if_it_is_right()
    {
        var held = Enumerable.Range(1, Sites).Count(seed => CalibrateReturns.IsUsable(Judged(Truth, Lived(seed))));

        ((double)held / Sites).Should().BeGreaterThan(0.95);
    }

    [Fact]
    public void as_wrong_on_95_percent_of_sites_if_it_is_wrong()
    {
        var eager = Truth with { R = 4 };

        Enumerable
            .Range(1, Sites)
            .Count(seed => CalibrateReturns.IsUsable(Judged(eager, Lived(seed))))
            .Should()
            .BeLessThan(Sites / 20);
    }

    /// <summary>Against the same sums visitor by visitor.</summary>
    [Fact]
    public void by_brier_scores_equal_to_sums_visitor_by_visitor()
    {
        var lived = Lived(seed: 7);
        var judged = Judged(Truth, lived);

        var share = lived.Average(it => it.Since > 0 ? 1.0 : 0);
        var errors = lived
            .Select(it =>
                (
                    Said: Math.Pow(Chance(it.Then) - (it.Since > 0 ? 1 : 0), 2),
                    Same: Math.Pow(share - (it.Since > 0 ? 1 : 0), 2)
                )
            )
            .ToArray();
        judged.Brier.Should().BeApproximately(errors.Average(it => it.Said), 1e-12);
        judged.BaseBrier.Should().BeApproximately(errors.Average(it => it.Same), 1e-12);
        var gain = errors.Average(it => it.Same - it.Said);
        judged
            .BrierError.Should()
            .BeApproximately(Math.Sqrt(errors.Average(it => Math.Pow(it.Same - it.Said - gain, 2)) / Visitors), 1e-12);
    }

    private static List<(RepeatVisits Then, int Since)> Lived(int seed)
    {
        var (random, days) = (new Random(seed), new DayByDay(Truth));
        return
        [
            .. Enumerable
                .Range(0, Visitors)
                .Select(_ => days.Draw(random, 300))
                .Select(it => (it, random.NextDouble() < Chance(it) ? Days(it) : 0)),
        ];
    }

    private static ReturnCalibration Judged(BgNbd model, List<(RepeatVisits Then, int Since)> lived) =>
        CalibrateReturns.Of(
            model,
            TimeUnit.Day,
            lived.CountBy(it => it).ToDictionary(it => it.Key, it => (long)it.Value),
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddDays(Horizon),
            Horizon
        );

    private static double Chance(RepeatVisits it)
    {
        var (x, last, age) = TimeUnit.Day.Of(it);
        return Truth.Returns(x, last, age, Horizon);
    }

    /// <summary>On how many days those come who come at all.</summary>
    private static int Days(RepeatVisits it) =>
        (int)Math.Max(1, Math.Round(PredictReturn.Expected(Truth, TimeUnit.Day, it, Horizon) / Chance(it)));
}
