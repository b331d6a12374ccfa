using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Returns;
using JourneyEngine.Predictions;

namespace JourneyEngine.Tests.Predictions;

public sealed class a_prediction_is_asked_for
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly RepeatVisits Visitor = new(2, 200, 250);

    private static readonly ReturnModelFitted Good = new(
        3,
        "week",
        Now.AddDays(-1),
        2_000,
        900,
        0.24,
        4.4,
        0.8,
        2.4,
        -9_000,
        [.. Enumerable.Range(0, 16).Select(i => i % 5 == 0 ? 0.002 : 0)],
        null,
        Now.AddDays(-1)
    );

    [Fact]
    public void from_a_good_model_and_has_an_interval_and_a_basis()
    {
        var said = PredictedReturn.Of(Visitor, Good, Mode.Personalize, Now, 28);

        said.Abstains.Should().BeNull();
        said.Prediction!.Probability.Should().BeInRange(said.Prediction.Low, said.Prediction.High);
        said.Basis.Should().Be(new PredictedReturn.Basis(2, 200, 250, 3, Good.Until, 2_000));
    }

    [Fact]
    public void without_a_model_and_abstains() => Abstains(null, Mode.Personalize, "no model");

    [Fact]
    public void without_consent_to_personalisation_and_abstains() =>
        Abstains(Good, Mode.Measure, "not to be personalised");

    [Fact]
    public void from_a_model_older_than_30_days_and_abstains() =>
        Abstains(Good with { Until = Now.AddDays(-31) }, Mode.Personalize, "30 days");

    [Fact]
    public void from_a_model_that_expected_over_twice_the_visits_and_abstains() =>
        Abstains(Judged(expected: 2.1, actual: 1), Mode.Personalize, "failed");

    /// <summary>Of three visits that were expected one came: chance does that in one week of a small site.</summary>
    [Fact]
    public void from_a_model_that_missed_by_chance_and_is_given()
    {
        var judged = Judged(expected: 0.03, actual: 0.01);

        PredictedReturn.Of(Visitor, judged, Mode.Personalize, Now, 28).Abstains.Should().BeNull();
        PredictedReturn.Doubt(judged, Now).Should().BeNull();
        PredictedReturn
            .Doubt(judged, Now.AddDays(40))
            .Should()
            .Contain("30 days", "what is old is not used, however well it did");
    }

    [Fact]
    public void from_a_model_that_expected_under_half_the_visits_and_abstains() =>
        Abstains(Judged(expected: 0.4, actual: 1), Mode.Personalize, "failed");

    [Fact]
    public void from_a_model_worse_than_the_base_rate_and_abstains() =>
        Abstains(Judged(1, 1, brier: 0.26), Mode.Personalize, "failed");

    [Fact]
    public void from_a_model_with_too_wide_an_interval_and_abstains() =>
        Abstains(
            Good with
            {
                Covariance = [.. Good.Covariance.Select(it => it * 10_000)],
            },
            Mode.Personalize,
            "almost anything"
        );

    private static ReturnModelFitted Judged(double expected, double actual, double brier = 0.2) =>
        Good with
        {
            Calibration = new ReturnCalibration(
                Now.AddDays(-29),
                Now.AddDays(-1),
                [new ReturnCalibrationRow(0, 100, expected, actual, 0.5, 0.5)],
                brier,
                0.25
            ),
        };

    private static void Abstains(ReturnModelFitted? model, Mode mode, string why)
    {
        var said = PredictedReturn.Of(Visitor, model, mode, Now, 28);
        said.Abstains.Should().Contain(why);
        (said.Prediction, said.Basis).Should().Be((null, null));
    }
}
