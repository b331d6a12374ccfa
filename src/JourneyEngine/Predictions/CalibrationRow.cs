using JourneyEngine.Contracts;

namespace JourneyEngine.Predictions;

/// <summary>A row of the table of predictions beside what came; what a model does not have is absent.</summary>
internal sealed record CalibrationRow(
    string Model,
    string? Funnel,
    int Group,
    long Count,
    double Predicted,
    double Actual
)
{
    public static IReadOnlyList<CalibrationRow> Of(
        ReturnModelFitted? returning,
        IEnumerable<ConversionModelFitted> converting
    ) =>
        [
            .. (returning?.Calibration?.Rows ?? []).Select(it => new CalibrationRow(
                "returns",
                null,
                it.RepeatVisits,
                it.Visitors,
                it.Expected,
                it.Actual
            )),
            .. converting.SelectMany(model =>
                (model.Calibration?.Bins ?? []).Select(
                    (it, bin) =>
                        new CalibrationRow("conversions", model.Funnel, bin + 1, it.Visits, it.Predicted, it.Converted)
                )
            ),
        ];
}
