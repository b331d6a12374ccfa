namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of <c>/v1/reports/predictions</c>.</summary>
public sealed record Predictions(
    string Unit,
    string Definition,
    Predictions.Returning? Model,
    bool? Holds,
    string? Abstains,
    Predictions.Converting[] Conversions
) : IReport
{
    AsOf? IReport.AsOf => null;

    /// <param name="Until">Nothing later was looked at.</param>
    public sealed record Returning(
        int Version,
        DateTimeOffset Until,
        long Visitors,
        long Returned,
        ReturnCalibration? Calibration
    );

    public sealed record ReturnCalibration(
        DateTimeOffset From,
        DateTimeOffset Until,
        ReturnRow[] Rows,
        double Brier,
        double BaseBrier
    );

    public sealed record ReturnRow(
        int RepeatVisits,
        long Visitors,
        double Expected,
        double Actual,
        double Chance,
        double Share
    );

    public sealed record Converting(ConversionModel Model, bool? Holds, double? ShareAbstained, string? Abstains);

    public sealed record ConversionModel(
        int Version,
        string Funnel,
        string Kind,
        DateTimeOffset Until,
        ConversionCalibration? Calibration
    );

    public sealed record ConversionCalibration(
        DateTimeOffset From,
        DateTimeOffset Until,
        long Visits,
        long Abstained,
        Bin[] Bins,
        double CalibrationError,
        double Brier,
        double BaseBrier
    );

    public sealed record Bin(long Visits, double Predicted, double Converted);
}
