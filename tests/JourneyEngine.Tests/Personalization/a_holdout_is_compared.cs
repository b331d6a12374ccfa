using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Personalization;
using MathNet.Numerics.Distributions;

namespace JourneyEngine.Tests.Personalization;

public sealed class a_holdout_is_compared
{
    private static readonly SlotDefined Slot = new("hero", 1, null, Policies.Uniform, new Content("none", default), [], default, Holdout: 0.5);

    /// <summary>Visitors accept each with a chance of their own, at all of their visits; the true lift is 0.1.</summary>
    [Fact]
    public void by_an_interval_that_holds_the_truth_though_visitors_are_alike_from_visit_to_visit()
    {
        const int Sites = 400;
        var (held, heldApart) = (0, 0);
        for (var seed = 1; seed <= Sites; seed++)
        {
            var random = new Random(seed);
            var row = HoldoutRow.Of(Slot, Counted(random, 400, 0.1), Counted(random, 400, 0))!;
            var deviation = (row.High - row.Low) / 2 / Proportion.Normal975;
            var apart = Math.Sqrt(row.ByVisit.Sum(it => Math.Pow((it.Offered + it.HeldOutOffered) / (double)row.ByVisit.Sum(all => all.Offered + all.HeldOutOffered), 2)
                * (Proportion.Variance(it.Accepted, it.Offered) + Proportion.Variance(it.HeldOutAccepted, it.HeldOutOffered))));
            held += Math.Abs(row.Lift!.Value - 0.1) <= Proportion.Normal975 * deviation ? 1 : 0;
            heldApart += Math.Abs(row.Lift!.Value - 0.1) <= Proportion.Normal975 * apart ? 1 : 0;
        }

        ((double)held / Sites).Should().BeInRange(0.92, 0.98);
        ((double)heldApart / Sites).Should().BeLessThan(0.9, "visits of one visitor are no fresh evidence each");
    }

    [Fact]
    public void where_both_sides_have_somebody()
    {
        var chosen = new Dictionary<(string, int), long> { [(OfferSums.Visitors, 0)] = 100, [(OfferSums.Reached, 1)] = 100, [(OfferSums.Won, 1)] = 30, [(OfferSums.Reached, 7)] = 1, [(OfferSums.Won, 7)] = 1 };
        var held = new Dictionary<(string, int), long> { [(OfferSums.Visitors, 0)] = 100, [(OfferSums.Reached, 1)] = 100, [(OfferSums.Won, 1)] = 10 };

        HoldoutRow.Of(Slot, chosen, held)!.Lift.Should().BeApproximately(0.2, 1e-12, "one who came seven times has nobody to be compared with");
        HoldoutRow.Of(Slot, chosen, new Dictionary<(string, int), long>())!.Lift.Should().BeNull();
    }

    [Fact]
    public void by_visitors_each_once_however_often_they_were_asked()
    {
        OfferOutcome[] outcomes = [At(1, false), At(1, true), At(1, true), At(5, false), At(6, true)];

        OfferSums.OfVisitor(outcomes).Should().Equal(
            (OfferSums.Visitors, 0), (OfferSums.Reached, 1), (OfferSums.Won, 1), (OfferSums.ReachedBoth, 14), (OfferSums.WonFirst, 14), (OfferSums.WonSecond, 14), (OfferSums.WonBoth, 14),
            (OfferSums.Reached, 4), (OfferSums.Won, 4));
    }

    private static Dictionary<(string What, int Key), long> Counted(Random random, int visitors, double lift)
    {
        var counts = new Dictionary<(string, int), long>();
        for (var visitor = 0; visitor < visitors; visitor++)
        {
            // Chances from 0 to 0.9 that are mostly one or the other.
            var chance = (0.9 * Beta.Sample(random, 0.3, 0.3)) + lift;
            foreach (var counted in OfferSums.OfVisitor([.. Enumerable.Range(1, random.Next(1, 6)).Select(visit => At(visit, random.NextDouble() < chance)).Where(it => it.Offer.Visit <= 4)]))
                counts[counted] = counts.GetValueOrDefault(counted) + 1;
        }

        return counts;
    }

    private static OfferOutcome At(int visit, bool accepted) => new(new Offer(Guid.Empty, visit, "hero", 1, "a", 1, null, visit, false, null, false), accepted, false);
}
