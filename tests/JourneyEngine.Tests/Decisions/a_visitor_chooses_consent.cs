using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Tests.Decisions;

public class a_visitor_chooses_consent
{
    private const long Noon = 1_431_856_800_000L;

    [Theory]
    [InlineData(Mode.Measure, "", "", Mode.Measure)]
    [InlineData(Mode.Personalize, "", "", Mode.Personalize)]
    [InlineData(Mode.None, "", "", Mode.None)]
    [InlineData(Mode.Measure, "personalize", "", Mode.Personalize)]
    [InlineData(Mode.Personalize, "", "personalize", Mode.Measure)]
    [InlineData(Mode.None, "measure", "", Mode.Measure)]
    [InlineData(Mode.None, "measure", "personalize", Mode.Measure)]
    [InlineData(Mode.None, "personalize", "", Mode.Personalize)]
    [InlineData(Mode.Personalize, "", "measure", Mode.None)]
    [InlineData(Mode.Personalize, "personalize", "measure", Mode.None)]
    [InlineData(Mode.Measure, "updates", "birthday", Mode.Measure)]
    public void which_overrides_the_mode_of_the_site(Mode site, string granted, string refused, Mode expected) =>
        Modes
            .Of(site, Journey.Empty.Consents.With(new Choices(Words(granted), Words(refused)), Noon))
            .Should()
            .Be(expected);

    [Property(MaxTest = 1_000)]
    public Property several_times_in_any_order_and_the_latest_choice_counts() =>
        Prop.ForAll(
            Choices().ListOf().Select(it => it.ToArray()).ToArbitrary(),
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            (choices, seed) =>
            {
                var shuffled = choices.ToArray();
                new Random(seed).Shuffle(shuffled);
                var journey = Journey.Empty.Fold(FoldRules.Default, shuffled);

                foreach (var purpose in new[] { "measure", "personalize", "updates" })
                    journey.Consents.Of(purpose).Should().Be(Latest(choices, purpose));
                JourneyBytes
                    .Write(journey)
                    .Should()
                    .Equal(JourneyBytes.Write(Journey.Empty.Fold(FoldRules.Default, choices)));
                JourneyBytes
                    .Write(JourneyBytes.Read(JourneyBytes.Write(journey))!)
                    .Should()
                    .Equal(JourneyBytes.Write(journey));
            }
        );

    [Fact]
    public void against_measurement_and_is_in_no_report_until_granting_it()
    {
        var seen = Journey.Empty.Fold(FoldRules.Default, [new Interaction(Noon, "page", "home", "/")]);
        var refused = seen.Fold(FoldRules.Default, [Choice(Noon + 1, "", "measure")]);

        seen.Counts.Should().BeTrue();
        refused.Counts.Should().BeFalse();
        refused.Visits.Should().Equal(seen.Visits);
        refused.Fold(FoldRules.Default, [Choice(Noon + 2, "measure", "")]).Counts.Should().BeTrue();
    }

    [Fact]
    public void which_alone_is_no_visit() =>
        Journey.Empty.Fold(FoldRules.Default, [Choice(Noon, "personalize", "")]).Visits.Should().BeEmpty();

    private static bool? Latest(Interaction[] choices, string purpose) =>
        choices
            .Where(it => it.Choices!.Granted.Contains(purpose) || it.Choices.Refused.Contains(purpose))
            .OrderBy(it => it.At)
            .ThenBy(it => it.Choices!.Refused.Contains(purpose))
            .Select(it => (bool?)!it.Choices!.Refused.Contains(purpose))
            .LastOrDefault();

    private static Gen<Interaction> Choices() =>
        from at in Gen.Choose(0, 5)
        from purpose in Gen.Elements("measure", "personalize", "updates")
        from granted in Gen.Elements(true, false)
        select Choice(Noon + at, granted ? purpose : "", granted ? "" : purpose);

    private static Interaction Choice(long at, string granted, string refused) =>
        new(at, "", null, null, new Choices(Words(granted), Words(refused)));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
