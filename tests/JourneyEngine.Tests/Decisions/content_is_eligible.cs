using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Tests.Decisions;

public sealed class content_is_eligible
{
    private static readonly JsonElement Text = JsonSerializer.SerializeToElement("text");
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly OutcomeDefinition Answers = new(
        [new Evidence("track", ["Clicked"], null)],
        [new Evidence("track", ["Closed"], null)],
        24
    );

    [Theory]
    [InlineData(0, false)]
    [InlineData(13.9, false)]
    [InlineData(14, true)]
    [InlineData(89.9, true)]
    [InlineData(90, false)]
    public void by_days_since_the_first_visit(double days, bool fits) =>
        Fits(new Content("it", Text, TenureDays: new DaySpan(14, 90)), Seen() with { FirstSeen = Now.AddDays(-days) })
            .Should()
            .Be(fits);

    [Theory]
    [InlineData(null, false)]
    [InlineData(29.0, false)]
    [InlineData(30.0, true)]
    public void by_days_away_before_this_visit(double? days, bool fits) =>
        Fits(new Content("it", Text, DaysAway: new DaySpan(30)), Seen() with { DaysAway = days }).Should().Be(fits);

    [Theory]
    [InlineData(null, 1)]
    [InlineData(Exposures.Reported, 0)]
    public void after_a_duplicate_decision_that_counts_once_and_only_as_shown(string? exposure, int counted)
    {
        var rules = new FoldRules(1, 30, [], [new SlotOutcome("hero", Answers, exposure)]);
        var (at, seen) = (Now.ToUnixTimeMilliseconds(), Seen() with { LastSeen = Now });
        ContentOffered Offered(int id) =>
            new(new Guid(id, 0, 0, new byte[8]), "hero", 1, "it", Policies.Rules, 1, 1, ["it"], [], seen, Now);

        var journey = Journey.Empty.Fold(
            rules,
            [
                new Interaction(at, "page", null, null),
                Interaction.Of(Offered(1))!.Value,
                Interaction.Of(Offered(2))!.Value,
                new Interaction(at + 1_000, "track", "Clicked", null),
            ]
        );
        var shown = journey.Fold(rules, [Interaction.Of(new ContentShown(Offered(2).DecisionId, Now))!.Value]);

        Outcomes.Of(journey, rules, "hero").Count(it => it.Accepted).Should().Be(counted);
        Outcomes.Of(shown, rules, "hero").Should().ContainSingle().Which.Accepted.Should().BeTrue();
    }

    [Fact]
    public void before_or_after_conversion_as_configured()
    {
        Fits(new Content("thanks", Text, Converted: true), Seen()).Should().BeFalse();
        Fits(new Content("thanks", Text, Converted: true), Seen() with { Converted = true }).Should().BeTrue();
        Fits(new Content("decide", Text, Converted: false), Seen() with { Converted = true }).Should().BeFalse();
    }

    [Fact]
    public void until_its_frequency_cap_is_reached()
    {
        var content = new Content("it", Text, Cap: new Cap(2, 7));

        Fits(content, Seen(new ContentHistory("it", [Now.AddDays(-8), Now.AddDays(-1)], false, false)))
            .Should()
            .BeTrue();
        Fits(content, Seen(new ContentHistory("it", [Now.AddDays(-6), Now.AddDays(-1)], false, false)))
            .Should()
            .BeFalse();
        Fits(
                content with
                {
                    Cap = new Cap(2),
                },
                Seen(new ContentHistory("it", [Now.AddDays(-800), Now.AddDays(-1)], false, false))
            )
            .Should()
            .BeFalse();
    }

    [Fact]
    public void until_it_is_declined_by_default()
    {
        Fits(new Content("it", Text), Seen(new ContentHistory("it", [Now], false, true))).Should().BeFalse();
        Fits(new Content("it", Text), Seen(new ContentHistory("it", [Now], true, false))).Should().BeTrue();
        Fits(new Content("it", Text, NotAfter: [Responses.Accepted]), Seen(new ContentHistory("it", [Now], true, true)))
            .Should()
            .BeFalse();
        Fits(new Content("it", Text, NotAfter: []), Seen(new ContentHistory("it", [Now], false, true)))
            .Should()
            .BeTrue();
    }

    [Fact]
    public void after_the_contents_that_it_follows_in_a_sequence()
    {
        var content = new Content("third", Text, After: ["first", "second"]);

        Fits(content, Seen()).Should().BeFalse();
        Fits(content, Seen(new ContentHistory("first", [Now], false, false))).Should().BeFalse();
        Fits(
                content,
                Seen(new ContentHistory("first", [Now], false, false), new ContentHistory("second", [Now], false, true))
            )
            .Should()
            .BeTrue();
    }

    [Fact]
    public void after_other_contents_were_accepted_or_declined()
    {
        var (thanks, gentler) = (
            new Content("thanks", Text, AfterAccepted: ["trial"]),
            new Content("gentler", Text, AfterDeclined: ["trial", "call"])
        );
        var (accepted, declined) = (
            new ContentHistory("trial", [Now], true, false),
            new ContentHistory("trial", [Now], false, true)
        );

        Fits(thanks, Seen()).Should().BeFalse();
        Fits(thanks, Seen(declined)).Should().BeFalse();
        Fits(thanks, Seen(accepted)).Should().BeTrue();
        Fits(gentler, Seen(declined)).Should().BeFalse("one of the two was not declined");
        Fits(gentler, Seen(declined, new ContentHistory("call", [Now], false, true))).Should().BeTrue();
    }

    /// <summary>Welcome, nurture, decide, thank, loyal, won back: over a relationship of many visits nothing is
    /// repeated.</summary>
    [Fact]
    public void for_each_phase_from_welcome_to_won_back()
    {
        var funnel = new FunnelDefined(
            "f",
            1,
            [
                new("Visitor", false, [new Evidence("page", null, null)], null),
                new("Customer", true, [new Evidence("track", ["Bought"], null)], null),
            ],
            Now
        );
        var slot = new SlotDefined(
            "hero",
            1,
            null,
            Policies.Rules,
            new Content("plain", Text),
            [
                new("won back", Text, DaysAway: new DaySpan(30), Cap: new Cap(1)),
                new("thank", Text, Converted: true, Cap: new Cap(1)),
                new("loyal", Text, Converted: true, FromVisit: 5),
                new("welcome", Text, Cap: new Cap(1)),
                new("nurture", Text, Converted: false, After: ["welcome"], Cap: new Cap(1)),
                new("decide", Text, Converted: false, After: ["nurture"]),
            ],
            Now,
            Answers
        );
        var rules = new FoldRules(1, 30, [funnel], [new SlotOutcome("hero", Answers)]);
        var (journey, shown, at) = (Journey.Empty, new List<string>(), Now);
        foreach (
            var (days, name) in new[]
            {
                (0, "page"),
                (1, "page"),
                (2, "page"),
                (3, "Bought"),
                (4, "page"),
                (5, "page"),
                (50, "page"),
                (51, "page"),
            }
        )
        {
            at = Now.AddDays(days);
            journey = journey.Fold(
                rules,
                [
                    Interaction
                        .Of(
                            new InteractionRecorded(
                                "m",
                                name == "page" ? "page" : "track",
                                name,
                                null,
                                null,
                                null,
                                at,
                                at
                            )
                        )!
                        .Value,
                ]
            );
            var offered = Decide.Offer(
                slot,
                Snapshots.Of(journey, rules, slot, 1),
                Guid.CreateVersion7(at),
                1,
                at.AddHours(5)
            );
            journey = journey.Fold(rules, [Interaction.Of(offered)!.Value]);
            shown.Add(offered.Content);
        }

        shown.Should().Equal("welcome", "nurture", "decide", "thank", "loyal", "loyal", "won back", "loyal");
    }

    private static bool Fits(Content content, Snapshot snapshot)
    {
        var slot = new SlotDefined(
            "hero",
            1,
            "f",
            Policies.Rules,
            new Content("default", Text),
            [content],
            Now,
            Answers
        );
        return Eligibility.Of(slot, snapshot).Length > 0;
    }

    private static Snapshot Seen(params ContentHistory[] history) =>
        new("f", 1, "Reader", 3, Now.AddDays(-100), Now, false, 9, null, history);
}
