using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;

namespace JourneyEngine.Tests.Decisions;

public sealed class a_default_is_explained
{
    private static readonly JsonElement Text = JsonSerializer.SerializeToElement("text");
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>A slot that looks back, for a visitor who is a Reader in the second visit, was away for a day, saw
    /// <c>seen</c> just now and declined it.</summary>
    public static TheoryData<Content, string> RuledOut =>
        new()
        {
            { new Content("it", Text, ["Customer"]), "stages" },
            { new Content("it", Text, Converted: true), "history" },
            { new Content("it", Text, FromVisit: 3), "fromVisit" },
            { new Content("it", Text, ToVisit: 1), "toVisit" },
            { new Content("it", Text, TenureDays: new DaySpan(14)), "history" },
            { new Content("it", Text, DaysAway: new DaySpan(7)), "history" },
            { new Content("it", Text, After: ["other"]), "history" },
            { new Content("it", Text, AfterAccepted: ["seen"]), "history" },
            { new Content("it", Text, AfterDeclined: ["other"]), "history" },
            { new Content("seen", Text, NotAfter: [], Cap: new Cap(1)), "history" },
            { new Content("seen", Text), "history" },
            { new Content("it", Text, ["Customer"], FromVisit: 3), "fromVisit, stages" },
        };

    [Theory]
    [MemberData(nameof(RuledOut))]
    public void by_the_kinds_of_conditions_that_ruled_the_contents_out(Content content, string kinds) =>
        Why(Slot(Policies.Rules, content)).Should().Be($"no content fits: {kinds}");

    /// <summary>A page's key is everybody's: neither what else there is to be shown, nor what it says of the
    /// visitor.</summary>
    [Fact]
    public void without_naming_contents_or_what_the_visitor_did()
    {
        Content[] secret =
        [
            new("half-price", Text, Converted: true),
            new("win-back", Text, DaysAway: new DaySpan(7)),
            new("seen", Text),
            new("late", Text, FromVisit: 9),
        ];

        Why(Slot(Policies.Uniform, secret)).Should().Be("no content fits: fromVisit, history");
    }

    [Fact]
    public void by_a_slot_that_has_nothing_else() =>
        Why(Slot(Policies.Rules)).Should().Be("no content fits: the slot has none besides its default");

    [Fact]
    public void by_what_comes_before_any_content()
    {
        var slot = Slot(Policies.Rules, new Content("any", Text));

        Why(slot, Seen with { Visits = 0 }).Should().Be("never seen");
        Why(slot, Seen with { Visits = 0 }, heldOut: true).Should().Be("never seen");
        Why(slot, Seen, heldOut: true).Should().Be("held out");
        Why(slot with { Policy = Policies.Fixed }).Should().Be("fixed policy");
    }

    [Theory]
    [InlineData(Policies.Rules)]
    [InlineData(Policies.Uniform)]
    [InlineData(Policies.Learning)]
    public void only_where_no_content_was_chosen(string policy) =>
        Why(Slot(policy, new Content("any", Text), new Content("late", Text, FromVisit: 9))).Should().BeNull();

    private static Snapshot Seen { get; } =
        new(
            "f",
            1,
            "Reader",
            2,
            At.AddDays(-2),
            At,
            false,
            1,
            DaysAway: 1,
            History: [new ContentHistory("seen", [At], false, true)]
        );

    private static string? Why(SlotDefined slot, Snapshot? seen = null, bool heldOut = false) =>
        DefaultReasons.Of(slot, Decide.Offer(slot, seen ?? Seen, Guid.Empty, 1, At, heldOut));

    private static SlotDefined Slot(string policy, params Content[] contents) =>
        new(
            "hero",
            1,
            "f",
            policy,
            new Content("default", Text),
            contents,
            At,
            new OutcomeDefinition([new Evidence("track", ["Yes"], null)], [new Evidence("track", ["No"], null)], 24)
        );
}
