using FsCheck.Xunit;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Statistics;
using JourneyEngine.Personalization.Holdouts;
using MathNet.Numerics.Distributions;

namespace JourneyEngine.Tests.Personalization;

public sealed class a_holdout_is_compared
{
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
            var row = Compared(Counted(random, 400, 0.1), Counted(random, 400, 0));
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

        Compared(chosen, held)
            .Lift.Should()
            .BeApproximately(0.2, 1e-12, "one who came seven times has nobody to be compared with");
        Compared(chosen, []).Lift.Should().BeNull();
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

    /// <summary>Against a plain reading of what belongs where.</summary>
    [Property(MaxTest = 1_000)]
    public void apart_by_the_share_that_was_held_out_without_who_was_on_both_sides(byte[] sent)
    {
        if (sent.Length == 0)
            return;
        var offers = sent.Select(
                (it, i) =>
                    Under(
                        (it % 3) switch
                        {
                            0 => null,
                            1 => 0.2,
                            _ => 0.5,
                        },
                        it % 5 == 0,
                        1 + (i % 8)
                    )
            )
            .ToArray();

        var counts = HoldoutSums.OfSlot(offers).ToArray();

        counts
            .Where(it => it.What == HoldoutSums.Assigned)
            .Select(it => (it.HeldOut, HoldoutCount.ShareOf(it.Share)))
            .Should()
            .Equal((offers[0].Offer.HeldOut, offers[0].Offer.HoldoutShare));
        foreach (var share in new double?[] { null, 0.2, 0.5 })
        {
            var last = Array.FindLastIndex(offers, it => it.Offer.HoldoutShare == share);
            var sides = offers.Take(last + 1).Select(it => it.Offer.HeldOut).Distinct().Count();
            var own = counts.Where(it => it.What != HoldoutSums.Assigned && HoldoutCount.ShareOf(it.Share) == share);
            own.Count(it => it.What == HoldoutSums.InBothArms).Should().Be(sides == 2 ? 1 : 0);
            own.Count(it => it.What == HoldoutSums.Visitors).Should().Be(sides == 1 ? 1 : 0);
            own.Select(it => it.Seen).Distinct().Should().HaveCountLessThanOrEqualTo(1);
            if (sides == 1)
                own.Where(it => it.What != HoldoutSums.Visitors)
                    .Select(it => (it.What, it.First, it.Second))
                    .Should()
                    .Equal(HoldoutSums.OfVisitor(offers.Where(it => it.Offer.HoldoutShare == share)).Skip(1));
        }
    }

    /// <summary>Half come before the share is raised from 0.1 to 0.4, and accept more than who comes later; a third of
    /// them comes again. Put together they would tell another lift than the true one, 0.1.</summary>
    [Fact]
    public void within_those_put_on_a_side_under_one_share_so_that_a_raised_share_tilts_nothing()
    {
        const int Sites = 300;
        var (lifts, held, alarms) = (0.0, 0, 0);
        for (var seed = 1; seed <= Sites; seed++)
        {
            var random = new Random(seed);
            var counts = new Dictionary<HoldoutCount, long>();
            for (var visitor = 0; visitor < 2_000; visitor++)
            {
                var (place, isEarly) = (random.NextDouble(), visitor < 1_000);
                OfferOutcome At(int visit, double share) =>
                    Under(
                        share,
                        place < share,
                        visit,
                        random.NextDouble() < (isEarly ? 0.7 : 0.2) + (place < share ? 0 : 0.1)
                    );
                OfferOutcome[] offers =
                    !isEarly ? [At(1, 0.4)]
                    : random.Next(3) == 0 ? [At(1, 0.1), At(1, 0.4)]
                    : [At(1, 0.1)];
                foreach (var it in HoldoutSums.OfSlot(offers))
                    counts[it] = counts.GetValueOrDefault(it) + 1;
            }

            var rows = HoldoutRegime.Of("hero", counts).Select(it => HoldoutRow.Of(it, 0.4)!).ToArray();
            var now = rows.Single(it => it.InForce);
            rows.Sum(it => it.Visitors + it.HeldOut + it.InBothArms).Should().BeGreaterThan(2_000);
            now.InBothArms.Should().BePositive();
            rows.Single(it => !it.InForce).InBothArms.Should().Be(0, "what came later does not change it");
            lifts += now.Lift!.Value / Sites;
            held += now.Low <= 0.1 && now.High >= 0.1 ? 1 : 0;
            alarms += rows.Count(it => it.Alarm is not null);
        }

        lifts.Should().BeApproximately(0.1, 0.01);
        ((double)held / Sites).Should().BeInRange(0.91, 0.99);
        alarms.Should().BeLessThan(5);
    }

    /// <summary>Half are regulars, who accept more and come under every share; the others come under the first alone.
    /// Nothing is worth anything, so whatever lift there is comes of who is compared with whom.</summary>
    [Theory]
    [InlineData(0.2, 0.0, 0.2)]
    [InlineData(0.2, 0.5, 0.2)]
    [InlineData(0.5, 0.2, 0.5)]
    [InlineData(0.1, 0.5, 0.3)]
    public void without_a_lift_that_only_comes_and_goes_with_the_share(params double[] shares)
    {
        const int Sites = 100;
        var lifts = new Dictionary<double, double>();
        for (var seed = 1; seed <= Sites; seed++)
        {
            var (random, counts) = (new Random(seed), new Dictionary<HoldoutCount, long>());
            for (var visitor = 0; visitor < 2_000; visitor++)
            {
                var (place, isRegular) = (random.NextDouble(), visitor % 2 == 0);
                var offers = shares[..(isRegular ? shares.Length : 1)]
                    .Select(
                        (share, i) => Under(share, place < share, i + 1, random.NextDouble() < (isRegular ? 0.5 : 0.1))
                    );
                foreach (var it in HoldoutSums.OfSlot([.. offers]))
                    counts[it] = counts.GetValueOrDefault(it) + 1;
            }

            foreach (var row in HoldoutRegime.Of("hero", counts).Select(it => HoldoutRow.Of(it, shares[^1])))
            {
                if (row?.Lift is { } lift)
                    lifts[row.Share!.Value] = lifts.GetValueOrDefault(row.Share!.Value) + (lift / Sites);
            }
        }

        lifts.Keys.Should().Contain(shares[0]);
        lifts.Values.Should().OnlyContain(it => Math.Abs(it) < 0.015);
    }

    [Fact]
    public void with_an_alarm_where_the_split_is_not_that_of_the_share()
    {
        HoldoutRow Split(long visitors, long heldOut) =>
            HoldoutRow.Of(new HoldoutRegime("hero", 0.2, [], visitors, heldOut, 0), 0.2)!;

        HoldoutRow
            .Of(new HoldoutRegime("hero", 0.2, [], 1_000, 250, 0), 0.3)!
            .Alarm.Should()
            .BeNull("it ends with its share");
        Split(1_000, 200).Alarm.Should().BeNull();
        Split(1_000, 230).Alarm.Should().BeNull();
        Split(1_000, 250)
            .Alarm.Should()
            .StartWith("250 of 1000 visitors were held out, which is 25 %, and 20 % should");
        HoldoutRow.Of(new HoldoutRegime("hero", null, [], 1_000, 0, 0), 0.2).Should().BeNull("nobody was held out");
    }

    private static HoldoutRow Compared(
        Dictionary<(Measure, int, int), long> chosen,
        Dictionary<(Measure, int, int), long> held
    ) => HoldoutRow.Of(new HoldoutRegime("hero", 0.5, [new HoldoutStratum(chosen, held)], 0, 0, 0), 0.5)!;

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

    private static OfferOutcome At(int visit, bool accepted) => Under(0.5, false, visit, accepted);

    private static OfferOutcome Under(double? share, bool heldOut, int visit, bool accepted = false) =>
        new(new Offer(Guid.Empty, visit, "hero", 1, "a", 1, null, visit, heldOut, null, false, share), accepted, false);
}
