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
                // What is said again changes nothing.
                Interaction[] shuffled = [.. choices, .. choices.Where((_, i) => i % 3 == seed % 3)];
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

    [Property(MaxTest = 500)]
    public Property on_parts_that_are_joined_and_all_of_them_count() =>
        Prop.ForAll(
            Choices().ListOf().Select(it => it.ToArray()).ToArbitrary(),
            Gen.Choose(0, 20).ToArbitrary(),
            (choices, cut) =>
            {
                var parts = new[] { choices.Take(cut), choices.Skip(cut) }
                    .Select(it => Journey.Empty.Fold(FoldRules.Default, it).Consents)
                    .ToArray();

                parts[1]
                    .Aggregate(parts[0], (consents, it) => consents.With(it))
                    .Should()
                    .Equal(Journey.Empty.Fold(FoldRules.Default, choices).Consents);
            }
        );

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public void themselves_and_a_later_signal_makes_it_no_more_than_that(bool chosen, bool signalled, bool holds)
    {
        var consents = Journey
            .Empty.Consents.With(Said("personalize", signalled), Noon + 1)
            .With(Said("personalize", chosen), Noon, ConsentSources.Page);

        consents.Of("personalize").Should().Be(holds);
        consents.With(Said("personalize", true), Noon + 2, ConsentSources.Tracker).Of("personalize").Should().BeTrue();
    }

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

    /// <summary>What the visitor said last themselves; of what was signalled since, the last can only refuse.</summary>
    private static bool? Latest(Interaction[] choices, string purpose)
    {
        var said = choices
            .Where(it => it.Choices!.Granted.Contains(purpose) || it.Choices.Refused.Contains(purpose))
            .OrderBy(it => it.At)
            .ThenBy(it => it.Choices!.Refused.Contains(purpose))
            .Select(it =>
                (it.At, IsSignal: it.ChoiceSource == ConsentSources.Signal, Grants: it.Choices!.Granted.Length > 0)
            )
            .ToArray();
        var own = said.Where(it => !it.IsSignal).TakeLast(1).ToArray();
        var signalled = said.Where(it => it.IsSignal && own.All(chosen => chosen.At <= it.At)).TakeLast(1);
        var holding = own.Concat(signalled).ToArray();
        return holding.Length == 0 ? null : holding.All(it => it.Grants);
    }

    private static Gen<Interaction> Choices() =>
        from at in Gen.Choose(0, 5)
        from purpose in Gen.Elements("measure", "personalize", "updates")
        from granted in Gen.Elements(true, false)
        from source in Gen.Elements(
            ConsentSources.Signal,
            ConsentSources.Signal,
            ConsentSources.Page,
            ConsentSources.Api
        )
        select Choice(Noon + at, granted ? purpose : "", granted ? "" : purpose) with
        {
            ChoiceSource = source,
        };

    private static Choices Said(string purpose, bool granted) => granted ? new([purpose], []) : new([], [purpose]);

    private static Interaction Choice(long at, string granted, string refused) =>
        new(at, "", null, null, new Choices(Words(granted), Words(refused)));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
