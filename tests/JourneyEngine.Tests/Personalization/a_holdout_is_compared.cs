using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Statistics;
using JourneyEngine.Personalization;
using MathNet.Numerics.Distributions;

namespace JourneyEngine.Tests.Personalization;

public sealed class a_holdout_is_compared
{
    private static readonly SlotDefined Slot = new(
        "hero",
        1,
        null,
        Policies.Uniform,
        new Content("none", default),
        [],
        default,
        Holdout: 0.5
    );

    /// <summary>Visitors accept each with a chance of their own, at all of their visits; the true lift is
    /// 0.1.</summary>
    [Fact]
    public void with_an_interval_that_covers_the_true_lift()
    {
        const int Sites = 400;
        var (held, heldApart) = (0, 0);
        for (var seed = 1; seed <= Sites; seed++)
        {
            var random = new Random(seed);
            var row = HoldoutRow.Of(Slot, Counted(random, 400, 0.1), Counted(random, 400, 0))!;
            var deviation = (row.High - row.Low) / 2 / Proportion.Normal975;
            var apart = Math.Sqrt(
                row.ByVisit.Sum(it =>
                    Math.Pow(
                        (it.Offered + it.HeldOutOffered)
                            / (double)row.ByVisit.Sum(all => all.Offered + all.HeldOutOffered),
                        2
                    )
                    * (
                        Proportion.Variance(it.Accepted, it.Offered)
                        + Proportion.Variance(it.HeldOutAccepted, it.HeldOutOffered)
                    )
                )
            );
            held += Math.Abs(row.Lift!.Value - 0.1) <= Proportion.Normal975 * deviation ? 1 : 0;
            heldApart += Math.Abs(row.Lift!.Value - 0.1) <= Proportion.Normal975 * apart ? 1 : 0;
        }

        ((double)held / Sites).Should().BeInRange(0.92, 0.98);
        ((double)heldApart / Sites).Should().BeLessThan(0.9, "visits of one visitor are no fresh evidence each");
    }

    [Fact]
    public void only_at_visit_numbers_that_both_groups_have()
    {
        var chosen = new Dictionary<(Measure, int, int), long>
        {
            [(HoldoutSums.Visitors, 0, 0)] = 100,
            [(HoldoutSums.Reached, 1, 0)] = 100,
            [(HoldoutSums.Won, 1, 0)] = 30,
            [(HoldoutSums.Reached, 7, 0)] = 1,
            [(HoldoutSums.Won, 7, 0)] = 1,
        };
        var held = new Dictionary<(Measure, int, int), long>
        {
            [(HoldoutSums.Visitors, 0, 0)] = 100,
            [(HoldoutSums.Reached, 1, 0)] = 100,
            [(HoldoutSums.Won, 1, 0)] = 10,
        };

        HoldoutRow
            .Of(Slot, chosen, held)!
            .Lift.Should()
            .BeApproximately(0.2, 1e-12, "one who came seven times has nobody to be compared with");
        HoldoutRow.Of(Slot, chosen, new Dictionary<(Measure, int, int), long>())!.Lift.Should().BeNull();
    }

    [Fact]
    public void by_visitors_counted_once_however_often_they_asked()
    {
        OfferOutcome[] outcomes = [At(1, false), At(1, true), At(1, true), At(5, false), At(6, true)];

        HoldoutSums
            .OfVisitor(outcomes)
            .Should()
            .Equal(
                (HoldoutSums.Visitors, 0, 0),
                (HoldoutSums.Reached, 1, 0),
                (HoldoutSums.Won, 1, 0),
                (HoldoutSums.ReachedBoth, 1, 4),
                (HoldoutSums.WonFirst, 1, 4),
                (HoldoutSums.WonSecond, 1, 4),
                (HoldoutSums.WonBoth, 1, 4),
                (HoldoutSums.Reached, 4, 0),
                (HoldoutSums.Won, 4, 0)
            );
    }

    private static Dictionary<(Measure What, int First, int Second), long> Counted(
        Random random,
        int visitors,
        double lift
    )
    {
        var counts = new Dictionary<(Measure, int, int), long>();
        for (var visitor = 0; visitor < visitors; visitor++)
        {
            // Chances from 0 to 0.9 that are mostly one or the other.
            var chance = (0.9 * Beta.Sample(random, 0.3, 0.3)) + lift;
            foreach (
                var counted in HoldoutSums.OfVisitor([
                    .. Enumerable
                        .Range(1, random.Next(1, 6))
                        .Select(visit => At(visit, random.NextDouble() < chance))
                        .Where(it => it.Offer.Visit <= 4),
                ])
            )
                counts[counted] = counts.GetValueOrDefault(counted) + 1;
        }

        return counts;
    }

    private static OfferOutcome At(int visit, bool accepted) =>
        new(new Offer(Guid.Empty, visit, "hero", 1, "a", 1, null, visit, false, null, false), accepted, false);
}
