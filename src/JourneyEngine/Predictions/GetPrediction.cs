using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Returns;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace JourneyEngine.Predictions;

/// <summary>How likely a visitor is to return: from the days of their visits alone, or not at all.</summary>
public static class GetPrediction
{
    private const int UsualHorizon = 28;
    private const int LongestHorizon = 366;
    private const double WidestInterval = 0.5;
    private static readonly TimeSpan ShelfLife = TimeSpan.FromDays(30);

    /// <param name="Abstains">Why nothing is said; absent where something is.</param>
    /// <param name="HorizonDays">How far it is looked ahead.</param>
    public sealed record Returns(string? Abstains, int HorizonDays, ReturnPrediction? Prediction, Basis? Basis);

    /// <summary>All that the prediction looked at.</summary>
    /// <param name="RepeatVisits">Days with visits after the first.</param>
    /// <param name="LastVisitDays">Days from the first day with a visit to the last.</param>
    /// <param name="KnownDays">Days from the first day with a visit to the day that is looked from.</param>
    public sealed record Basis(int RepeatVisits, int LastVisitDays, int KnownDays, int ModelVersion, DateTimeOffset FittedUntil, long FittedToVisitors);

    public sealed record VisitorPrediction(string Visitor, DateTimeOffset At, Returns Returns);

    /// <param name="at">As of a moment: only what had occurred up to then, by a model that looks at nothing later.</param>
    /// <param name="horizon">Days to look ahead.</param>
    public static async Task<IResult> Handle(
        string id, [FromQuery] DateTimeOffset? at, [FromQuery] int? horizon, ClaimsPrincipal user, WarmJourneys journeys, JourneyReader reader, Configuration configuration, ReturnModels models,
        TimeProvider clock, CancellationToken cancellation)
    {
        if (horizon is < 1 or > LongestHorizon)
            throw new UnacceptableException($"horizon is 1 to {LongestHorizon} days.");
        var (site, moment, days) = (user.Site(), at ?? clock.GetUtcNow(), horizon ?? UsualHorizon);
        var journey = (at is null ? await journeys.Read(site, id, cancellation) : await reader.ReadAt(site, id, moment, cancellation)).Journey;
        if (RepeatVisits.Of(journey, moment.ToUnixTimeMilliseconds()) is not { } history)
            return Results.Problem("This site knows no such visitor.", statusCode: StatusCodes.Status404NotFound, title: "No such visitor");
        var mode = Modes.Of(await configuration.SiteMode(site, cancellation), journey.Consents);
        return Results.Ok(new VisitorPrediction(id, moment, Of(history, await models.Latest(site, at, cancellation), mode, moment, days)));
    }

    internal static Returns Of(RepeatVisits history, ReturnModelFitted? model, Mode mode, DateTimeOffset at, int days)
    {
        Returns Nothing(string why) => new(why, days, null, null);
        if (mode != Mode.Personalize)
            return Nothing("This visitor is not to be personalised, so nothing is predicted of them.");
        if (model is null)
            return Nothing($"No model is fitted yet. It takes {FitReturnModel.FewestVisitors} visitors, {FitReturnModel.FewestReturned} of whom returned on another day.");
        if (at - model.Until > ShelfLife)
            return Nothing($"The model knows nothing of the last {ShelfLife.TotalDays:0} days.");
        if (model.Calibration is { } calibration && !CalibrateReturns.Holds(calibration))
            return Nothing("The model failed on later data; see /v1/reports/predictions.");
        var prediction = PredictReturn.Of(model, history, days);
        if (!double.IsFinite(prediction.High - prediction.Low) || prediction.High - prediction.Low > WidestInterval)
            return Nothing("Too little is known: the chance could be almost anything.");
        return new Returns(null, days, prediction, new Basis(history.Count, history.Last, history.Age, model.Version, model.Until, model.Visitors));
    }
}
