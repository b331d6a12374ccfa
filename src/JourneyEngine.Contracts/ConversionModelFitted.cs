namespace JourneyEngine.Contracts;

/// <summary>A version of a funnel's model of conversion: the hazard by visit number, stage and gap, from visits that
/// were over at a moment.</summary>
/// <param name="Kind"><c>shrunk</c> (empirical Bayes) or <c>logistic</c> (a challenger that was better on later
/// visits).</param>
/// <param name="Until">Nothing that occurred later was looked at.</param>
/// <param name="Calibration">How a model like this one did on later visits; absent where there are none.</param>
/// <param name="Challenger">How the other one did on the same visits.</param>
[StoredName("conversion_model_fitted")]
public sealed record ConversionModelFitted(
    int Version,
    string Funnel,
    int FunnelVersion,
    string Kind,
    DateTimeOffset Until,
    ConversionCell[] Cells,
    ConversionCalibration? Calibration,
    ConversionCalibration? Challenger,
    DateTimeOffset At
)
{
    public const string Shrunk = "shrunk";
    public const string Logistic = "logistic";
}

/// <summary>Visits at risk that were alike when they began.</summary>
/// <param name="Visit">Number of the visit; 10 stands for all later ones.</param>
/// <param name="Stage">Index of the furthest stage reached before; -1 before the first.</param>
/// <param name="Gap">Time since the visit before: 0 for none, then 1 to 4 for less than a day, a week, 30 days, and
/// more.</param>
/// <param name="Chance">What a logistic model says, in (0, 1).</param>
public sealed record ConversionCell(int Visit, int Stage, int Gap, long AtRisk, long Converted, double? Chance = null);

/// <summary>What was said of visits that began later, beside what came.</summary>
/// <param name="From">Until when the model that is judged was fitted.</param>
/// <param name="Visits">At risk, that something was said of.</param>
/// <param name="Abstained">At risk, that nothing was said of.</param>
/// <param name="CalibrationError">Expected calibration error: the mean distance of predicted and converted over the
/// bins, in [0, 1].</param>
/// <param name="Brier">Mean squared error, in [0, 1].</param>
/// <param name="BaseBrier">That of saying the rate of all visits before of each.</param>
/// <param name="LogLoss">Mean negative log-likelihood, in nats.</param>
/// <param name="LogLossError">Standard error of the mean difference of the two log losses.</param>
public sealed record ConversionCalibration(
    DateTimeOffset From,
    DateTimeOffset Until,
    long Visits,
    long Abstained,
    ReliabilityBin[] Bins,
    double CalibrationError,
    double Brier,
    double BaseBrier,
    double LogLoss,
    double BaseLogLoss,
    double LogLossError = 0
);

/// <summary>A tenth of the visits, in order of the chance that they were given.</summary>
/// <param name="Predicted">Mean chance, in [0, 1].</param>
/// <param name="Converted">Share that converted, in [0, 1].</param>
public sealed record ReliabilityBin(long Visits, double Predicted, double Converted);
