using JourneyEngine.Decisions.Beliefs;
using JourneyEngine.Decisions.Conversions;

namespace JourneyEngine.Tests.Decisions.Conversions;

/// <summary>One visit in three hundred converts: a belief is worth many trials then, whatever was seen.</summary>
public sealed class few_visitors_convert
{
    private static readonly HazardCell First = new(1, -1, 0);

    [Fact]
    public void in_cells_with_little_data_for_which_no_prediction_is_made()
    {
        var model = new ConversionModel(
            new Dictionary<HazardCell, Trials> { [First] = new(9_000, 30), [new(2, 0, 1)] = new(3, 0) }
        );

        var (often, hardly) = (
            PredictConversion.Of(model.Hazard(First)),
            PredictConversion.Of(model.Hazard(new(6, 2, 4)))
        );

        PredictConversion.Abstains(often).Should().BeFalse();
        often.EffectiveVisits.Should().BeGreaterThan(9_000);
        PredictConversion.Abstains(hardly).Should().BeTrue("it may be {0} or {1}", hardly.Low, hardly.High);
        (model.Hazard(new(6, 2, 4)) is { A: >= 1 } belief && belief.A + belief.B > 30)
            .Should()
            .BeTrue("its density stays finite");
    }

    /// <summary>Ten later visits that nobody converts in are no proof against a rate of 3 %; ten thousand
    /// are.</summary>
    [Fact]
    public void in_ten_later_visits_which_do_not_refute_the_model()
    {
        var seen = new Dictionary<HazardCell, Trials> { [First] = new(2_000, 60) };
        var model = new ConversionModel(seen);

        Holds(new Trials(10, 0)).Should().BeTrue();
        Holds(new Trials(10_000, 20)).Should().BeFalse();

        bool Holds(Trials later) =>
            CalibrateConversions.IsUsable(
                CalibrateConversions.Of(
                    it => model.Hazard(it).Mean,
                    model.Seen,
                    new Dictionary<HazardCell, Trials> { [First] = later },
                    default,
                    default
                )!
            );
    }
}
