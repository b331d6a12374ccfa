using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Returns;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Predictions;

/// <summary>How good the predictions are: what was expected beside what came.</summary>
public static class PredictionReport
{
    private const string Definition =
        "Visitors known when the model was fitted, by the days with visits after their first; how many more days with visits were expected of them on average until the "
        + "end of the window, and how many came. The Brier score is the mean squared error of the chance to return at least once; the base score is that of saying the same "
        + "of everybody. Nothing that came later than the model's end was seen when it was fitted.";

    /// <param name="Holds">Whether the model may be used; while it may not, predictions abstain.</param>
    public sealed record Report(string Unit, string Definition, ReturnModelFitted? Model, bool? Holds);

    public static async Task<IResult> Handle(HttpRequest request, ClaimsPrincipal user, ReturnModels models, CancellationToken cancellation)
    {
        var query = ReportQuery.Of(request.Query);
        var model = await models.Latest(user.Site(), null, cancellation);
        return query.Csv
            ? Csv.File("predictions", model?.Calibration?.Rows ?? [])
            : Results.Ok(new Report("visitors", Definition, model, model?.Calibration is { } calibration ? CalibrateReturns.Holds(calibration) : null));
    }
}
