using FsCheck.Xunit;
using JourneyEngine.Contracts;
using JourneyEngine.Conversions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Tests.Decisions;

namespace JourneyEngine.Tests.Conversions;

[Properties(Arbitrary = [typeof(Arbitrary)], MaxTest = 500, EndSize = 60)]
public class visitors_attempt_to_convert_again
{
    private const long Day = 86_400_000;

    private static readonly FunnelDefined Shop = new(
        "shop",
        1,
        [
            new("Seen", false, [new("page", null, null)], null),
            new("Bought", true, [new("track", ["Bought"], null)], null),
        ],
        default
    );

    [Property]
    public void in_attempts_equal_to_a_naive_walk_over_visits(Delivery delivery)
    {
        var interactions = delivery.Facts.Select(it => it.Interaction).ToArray();
        var journey = Journey.Empty.Fold(delivery.Rules, interactions);
        foreach (var funnel in delivery.Rules.Funnels)
        {
            var (expected, attempt) = (new List<Attempt>(), new List<Interaction>());
            var count = 0;
            foreach (var visit in NaiveFold.Visits(interactions, delivery.Rules.GapMinutes))
            {
                if (attempt.Count > 0 && visit[0].At - attempt[^1].At > 30 * Day)
                {
                    expected.Add(new Attempt(count, false));
                    (attempt, count) = ([], 0);
                }

                attempt.AddRange(visit);
                count++;
                if (NaiveFold.Standing(attempt, delivery.Rules.GapMinutes, funnel).ConvertedAtVisit is null)
                    continue;
                expected.Add(new Attempt(count, true));
                (attempt, count) = ([], 0);
            }

            if (count > 0)
                expected.Add(new Attempt(count, false));
            Attempts.Of(journey, delivery.Rules, funnel).Should().Equal(expected);
        }
    }

    [Fact]
    public void after_a_conversion_or_after_thirty_days_away()
    {
        var rules = new FoldRules(1, 30, [Shop]);
        var journey = Journey.Empty.Fold(
            rules,
            [Page(0), Page(1), Bought(1), Page(2), Bought(2), Page(3), Page(33.5), Page(34)]
        );

        Attempts
            .Of(journey, rules, Shop)
            .Should()
            .Equal(new Attempt(2, true), new Attempt(1, true), new Attempt(1, false), new Attempt(2, false));
        AttemptsByVisit
            .Rows(Folded.Sums(Shop, AttemptsByVisit.Attempt, journey, rules))
            .Select(it => (it.Visit, it.Reached, it.AtRisk, it.Converted))
            .Should()
            .Equal((1, 4, 4, 1), (2, 2, 2, 1));
    }

    /// <summary>However often a visitor converts, one pass does: a pass a conversion would take hours here.</summary>
    [Fact]
    public void fifty_thousand_times_counted_in_one_pass()
    {
        var rules = new FoldRules(1, 30, [Shop]);
        var visits = Enumerable
            .Range(0, 50_000)
            .Select(it => new Visit(it * Day, (it * Day) + 1_000, 1, [new EvidenceHit(1, [it * Day])]));

        Attempts
            .Of(Journey.Empty with { Visits = [.. visits] }, rules, Shop)
            .Should()
            .HaveCount(50_000)
            .And.OnlyContain(it => it.Converted && it.Visits == 1);
    }

    private static Interaction Page(double day) => new((long)(day * Day), "page", "home", "/");

    private static Interaction Bought(double day) => new((long)(day * Day) + 1_000, "track", "Bought", null);
}
