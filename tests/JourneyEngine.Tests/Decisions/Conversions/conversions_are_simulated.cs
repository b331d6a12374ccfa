using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Beliefs;
using JourneyEngine.Decisions.Conversions;
using MathNet.Numerics.Distributions;

namespace JourneyEngine.Tests.Decisions.Conversions;

/// <summary>200 sites whose hazards are known: drawn by site, visit number, stage and gap on the scale of the log odds,
/// which is not how the model thinks of them.</summary>
public sealed class conversions_are_simulated
{
    private const int Sites = 200;
    private const int Stages = 3;

    [Fact]
    public void with_90_percent_intervals_that_cover_the_true_hazard()
    {
        var (held, all, abstained) = (0, 0, 0);
        for (var seed = 1; seed <= Sites; seed++)
        {
            var random = new Random(seed);
            var truth = Truth(random);
            var model = new ConversionModel(Seen(truth, random, visitors: 4_000));
            foreach (var (cell, hazard) in truth)
            {
                var prediction = PredictConversion.Of(model.Hazard(cell));
                if (PredictConversion.Abstains(prediction))
                {
                    abstained++;
                    continue;
                }

                all++;
                held += hazard >= prediction.Low && hazard <= prediction.High ? 1 : 0;
            }
        }

        abstained.Should().BeLessThan(all, "it says something more often than not");
        ((double)held / all).Should().BeInRange(0.88, 0.92, "of {0} intervals", all);
    }

    /// <summary>What a visitor is told: of one visit or several ahead, at a gap that is known only from
    /// below.</summary>
    [Theory]
    [InlineData(1, Sites, Sites)]
    [InlineData(3, Sites, Sites)]
    [InlineData(10, 5 * Sites, 3 * Sites / 2)]
    public void with_90_percent_intervals_that_hold_for_one_to_ten_visits_ahead(int ahead, int many, int few)
    {
        var (held, all, sites) = (0, 0, Cases.Of(many, few));
        for (var seed = 1; seed <= sites; seed++)
        {
            var random = new Random(seed);
            var truth = Truth(random);
            var seen = Seen(truth, random, visitors: 4_000);
            var model = new ConversionModel(seen);
            var gaps = Enumerable
                .Range(0, HazardCell.LastGap + 1)
                .Select(gap => (double)seen.Where(it => it.Key.Gap == gap).Sum(it => it.Value.Offered))
                .ToArray();
            foreach (
                var (visit, stage) in from visit in Enumerable.Range(2, 5)
                from stage in Enumerable.Range(-1, Stages + 1)
                select (visit, stage)
            )
            {
                // Away for nothing, some days, or weeks.
                var away = TimeSpan.FromDays(10 * ((visit + seed) % 3));
                var prediction = PredictConversion.Of(
                    model.Within(new BeforeVisit(visit, stage, (long)away.TotalMilliseconds), ahead)
                );
                if (PredictConversion.Abstains(prediction))
                    continue;
                var never = Enumerable
                    .Range(visit, ahead)
                    .Aggregate(
                        1.0,
                        (product, it) =>
                        {
                            var least = it == visit ? HazardCell.GapOf((long)away.TotalMilliseconds) : 1;
                            return product
                                * (
                                    1
                                    - (
                                        Enumerable
                                            .Range(least, HazardCell.LastGap + 1 - least)
                                            .Sum(gap =>
                                                gaps[gap]
                                                * truth[new HazardCell(Math.Min(it, HazardCell.LastVisit), stage, gap)]
                                            ) / gaps[least..].Sum()
                                    )
                                );
                        }
                    );
                all++;
                held += 1 - never >= prediction.Low && 1 - never <= prediction.High ? 1 : 0;
            }
        }

        all.Should().BeGreaterThan(2 * sites, "of ten visits ahead little can be said, but something");
        ((double)held / all).Should().BeInRange(0.88, 0.92, "of {0} intervals", all);
    }

    /// <summary>What is said of later visits, against what comes.</summary>
    [Fact]
    public void with_predictions_that_are_calibrated_on_later_visits()
    {
        var (bins, holds) = (new List<ReliabilityBin>(), 0);
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var truth = Truth(random);
            var model = new ConversionModel(Seen(truth, random, visitors: 4_000));
            var judged = CalibrateConversions.Of(
                it => model.Hazard(it).Mean,
                model.Seen,
                Seen(truth, random, visitors: 4_000),
                default,
                default
            )!;
            holds += CalibrateConversions.IsUsable(judged) ? 1 : 0;
            judged.CalibrationError.Should().BeLessThan(0.02);
            bins.AddRange(judged.Bins);
        }

        holds.Should().Be(20, "nothing is clearly wrong with any");
        Pictures.Draw(
            "calibration",
            "Conversion: what was said of later visits, and what came (20 sites, 10 bins each)",
            "chance that was said",
            "share that converted",
            plot =>
            {
                plot
                    .Add.ScatterPoints(
                        bins.Select(it => it.Predicted).ToArray(),
                        bins.Select(it => it.Converted).ToArray()
                    )
                    .LegendText = "a tenth of a site's visits";
                plot.Add.Line(0, 0, bins.Max(it => it.Predicted), bins.Max(it => it.Predicted)).LegendText =
                    "as it should be";
            }
        );
    }

    internal static Dictionary<HazardCell, double> Truth(Random random)
    {
        var site = Normal.Sample(random, -2.8, 0.5);
        var visits = Enumerable.Range(0, HazardCell.LastVisit).Select(_ => Normal.Sample(random, 0, 0.4)).ToArray();
        var stages = Enumerable.Range(0, Stages + 1).Select(_ => Normal.Sample(random, 0, 0.4)).ToArray();
        var gaps = Enumerable.Range(0, HazardCell.LastGap + 1).Select(_ => Normal.Sample(random, 0, 0.2)).ToArray();
        return Cells()
            .ToDictionary(
                it => it,
                it =>
                    1
                    / (
                        1
                        + Math.Exp(
                            -(
                                site
                                + visits[it.Visit - 1]
                                + stages[it.Stage + 1]
                                + gaps[it.Gap]
                                + Normal.Sample(random, 0, 0.2)
                            )
                        )
                    )
            );
    }

    /// <summary>Visitors come again with a chance of three in five, a stage further with one of two, after any
    /// gap.</summary>
    internal static Dictionary<HazardCell, Trials> Seen(
        Dictionary<HazardCell, double> truth,
        Random random,
        int visitors
    )
    {
        var seen = new Dictionary<HazardCell, Trials>();
        for (var visitor = 0; visitor < visitors; visitor++)
        {
            var stage = -1;
            for (var visit = 1; visit == 1 || random.NextDouble() < 0.6; visit++)
            {
                var cell = new HazardCell(
                    Math.Min(visit, HazardCell.LastVisit),
                    stage,
                    visit == 1 ? 0 : random.Next(1, HazardCell.LastGap + 1)
                );
                var converted = random.NextDouble() < truth[cell];
                seen[cell] = seen.GetValueOrDefault(cell) + new Trials(1, converted ? 1 : 0);
                if (converted)
                    break;
                stage = Math.Min(Stages - 1, stage + (random.NextDouble() < 0.5 ? 1 : 0));
            }
        }

        return seen;
    }

    private static IEnumerable<HazardCell> Cells() =>
        from visit in Enumerable.Range(1, HazardCell.LastVisit)
        from stage in Enumerable.Range(-1, Stages + 1)
        from gap in visit == 1 ? [0] : Enumerable.Range(1, HazardCell.LastGap)
        where visit > 1 || stage == -1
        select new HazardCell(visit, stage, gap);
}
