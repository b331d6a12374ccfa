using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;

namespace JourneyEngine.Tests.Decisions;

public sealed class a_content_decision_is_explained
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly Snapshot Reader = new("shop", 1, "Reader", 3, At.AddDays(-9), At, false, 7);
    private static readonly JsonElement Value = JsonSerializer.SerializeToElement(1);

    public static TheoryData<string, double, int> Choices =>
        new()
        {
            { Policies.Rules, 0, 2 },
            { Policies.Uniform, 0, 2 },
            { Policies.Learning, 0, 2 },
            { Policies.Fixed, 0, 2 },
            { Policies.Learning, 0.5, 2 },
            { Policies.Uniform, 0, 1 },
            { Policies.Rules, 0, 0 },
        };

    [Theory]
    [MemberData(nameof(Choices))]
    public void in_as_many_sentences_in_hebrew_as_in_english(string policy, double holdout, int contents)
    {
        var offered = Offered(policy, contents, heldOut: holdout > 0);

        var (english, hebrew) = (Reasons.Explain(offered, "en"), Reasons.Explain(offered, "he"));

        hebrew.Should().HaveSameCount(english);
        english.Take(offered.Reasons.Length).Should().Equal(offered.Reasons, "it is what was stored, and maybe more");
        foreach (var sentence in hebrew)
            sentence
                .Where(letter => letter is >= '\u05D0' and <= '\u05EA')
                .Should()
                .HaveCountGreaterThan(10, "'{0}' is Hebrew", sentence);
        english.Concat(hebrew).Should().NotContain(it => it.Contains('{'), "every place is filled");
    }

    [Fact]
    public void with_its_alternatives_and_their_probabilities()
    {
        var said = string.Join(' ', Reasons.Explain(Offered(Policies.Uniform, 2, heldOut: false), "en"));

        said.Should()
            .Contain("50 %")
            .And.Contain("'content 0'")
            .And.Contain("'content 1'")
            .And.Contain("'Reader'")
            .And.Contain("visit 3");
    }

    [Fact]
    public void with_what_the_visitor_was_shown_and_answered_before()
    {
        var answered = Decide.Offer(
            Slot(Policies.Rules, 0),
            Reader with
            {
                History = [new("content 0", [], false, true)],
            },
            Guid.Empty,
            1,
            At
        );

        Reasons
            .Explain(answered, "en")
            .Should()
            .Contain(it =>
                it.Contains("Nothing in 'hero' fits this stage, visit and time, and what was shown and answered before")
            );
        Reasons
            .Explain(Decide.Offer(Slot(Policies.Rules, 1), Reader with { History = [] }, Guid.Empty, 1, At), "en")
            .Should()
            .Contain(
                "'content 0' is the first content in 'hero' that fits this stage, visit and time, and what was shown "
                    + "and answered before.",
                "others may wait for something to be shown"
            );
        Reasons
            .Explain(Offered(Policies.Rules, 0, heldOut: false), "en")
            .Should()
            .Contain("Nothing in 'hero' fits this stage, visit and time, so its default 'plain' is shown.");
    }

    /// <summary>All that a content can be meant for: else a reason is no reason.</summary>
    [Fact]
    public void with_tenure_absence_stage_and_conversion()
    {
        string Said(Snapshot snapshot) =>
            string.Join(' ', Reasons.Explain(Decide.Offer(Slot(Policies.Rules, 1), snapshot, Guid.Empty, 1, At), "en"));

        Said(Reader with { DaysAway = 40.7, Converted = true })
            .Should()
            .StartWith(
                "The stage reached in 'shop' is 'Reader'. The goal is reached. This is visit 3, a return. Days since "
                    + "the first visit began: 9. Days between this visit and the one before: 40."
            );
        Said(Reader with { Funnel = null, Stage = null, FirstSeen = At.AddHours(-1) })
            .Should()
            .StartWith("This is visit 3, a return. 'content 0'", "of a funnel that it does not have it says nothing");
    }

    [Fact]
    public void with_names_isolated_from_the_direction_of_hebrew_text()
    {
        var said = Reasons.Explain(Offered(Policies.Uniform, 2, heldOut: false), "he");

        foreach (var name in new[] { "content 0", "content 1", "hero", "shop", "Reader" })
            said.Should().Contain(it => it.Contains($"\u2068{name}\u2069"));
    }

    /// <summary>A small chance is a chance: where a policy explores, none is 0 %.</summary>
    [Fact]
    public void without_rounding_a_small_chance_to_0_percent()
    {
        var offered = Offered(Policies.Learning, 2, heldOut: false) with
        {
            Content = "content 0",
            Propensity = 0.9998,
            Probabilities = [0.9998, 0.0002],
        };

        var said = string.Join(' ', Reasons.Explain(offered, "en"));

        said.Should().Contain("over 99.9 %").And.Contain("under 0.1 %").And.NotContain(" 0 %").And.NotContain("100 %");
    }

    [Fact]
    public void for_a_visitor_of_whom_nothing_is_known()
    {
        var offered = Decide.Offer(
            Slot(Policies.Rules, 2),
            new Snapshot(null, 0, null, 0, null, null, false, 0),
            Guid.Empty,
            1,
            At
        );

        Reasons.Explain(offered, "en").Should().ContainSingle().Which.Should().Contain("Nothing is known");
        Reasons.Explain(offered, "he").Should().ContainSingle();
    }

    private static ContentOffered Offered(string policy, int contents, bool heldOut) =>
        Decide.Offer(Slot(policy, contents), Reader, Guid.Empty, 42, At, heldOut);

    private static SlotDefined Slot(string policy, int contents) =>
        new(
            "hero",
            1,
            "shop",
            policy,
            new Content("plain", Value),
            [.. Enumerable.Range(0, contents).Select(i => new Content($"content {i}", Value))],
            At
        );
}
