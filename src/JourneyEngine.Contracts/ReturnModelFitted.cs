namespace JourneyEngine.Contracts;

/// <summary>A version of a site's model of returning (BG/NBD), fitted to what had occurred up to a moment.</summary>
/// <param name="Unit"><c>day</c> or <c>week</c>: of <paramref name="Alpha"/>.</param>
/// <param name="Until">Nothing that occurred later was looked at.</param>
/// <param name="Returned">How many of the visitors came on more than one day.</param>
/// <param name="Covariance">Of ln r, ln alpha, ln a and ln b: 16 numbers, row after row.</param>
/// <param name="Calibration">How a model like this one did on later data; absent where there are none.</param>
[StoredName("return_model_fitted")]
public sealed record ReturnModelFitted(
    int Version,
    string Unit,
    DateTimeOffset Until,
    long Visitors,
    long Returned,
    double R,
    double Alpha,
    double A,
    double B,
    double LogLikelihood,
    double[] Covariance,
    ReturnCalibration? Calibration,
    DateTimeOffset At
);

/// <summary>What was expected of visitors known at one moment, beside what they did until another.</summary>
/// <param name="From">Until when the model that is judged was fitted.</param>
/// <param name="Brier">Mean squared error of the chance to return at least once, in [0, 1]; the lower the
/// better.</param>
/// <param name="BaseBrier">The same of whoever says the same share of everybody.</param>
/// <param name="BrierError">Standard error of the difference between the two: how far it is chance.</param>
public sealed record ReturnCalibration(
    DateTimeOffset From,
    DateTimeOffset Until,
    ReturnCalibrationRow[] Rows,
    double Brier,
    double BaseBrier,
    double BrierError = 0
);

/// <param name="RepeatVisits">Days with visits after the first, up to then; the last row holds those with that many or
/// more.</param>
/// <param name="Expected">Mean number of further days with visits that was expected.</param>
/// <param name="Actual">Mean number that came.</param>
/// <param name="Chance">Mean chance to return at least once, in [0, 1].</param>
/// <param name="Share">Share that returned at least once, in [0, 1].</param>
public sealed record ReturnCalibrationRow(
    int RepeatVisits,
    long Visitors,
    double Expected,
    double Actual,
    double Chance,
    double Share
);
