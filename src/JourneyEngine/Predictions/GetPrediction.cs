using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Conversions;
using JourneyEngine.Decisions.Returns;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Reports;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace JourneyEngine.Predictions;

/// <summary>How likely a visitor is to return, and to convert then: from visits and stages alone, or not at
/// all.</summary>
public static class GetPrediction
{
    private const int UsualHorizon = 28;
    private const int LongestHorizon = 366;
    private const double MillisecondsADay = 86_400_000;
    private const string NotToBePersonalised =
        "This visitor is not to be personalised, so nothing is predicted of them.";
    private const string FunnelChanged = "The funnel was changed since the model was fitted.";
    private const string Failed = "The model failed on later data; see /v1/reports/predictions.";
    internal static readonly TimeSpan ShelfLife = TimeSpan.FromDays(30);
    private static readonly string TooOld = $"The model knows nothing of the last {ShelfLife.TotalDays:0} days.";

    /// <param name="Abstains">Why nothing is said; absent where something is.</param>
    /// <param name="HorizonDays">How far it is looked ahead.</param>
    public sealed record Returns(string? Abstains, int HorizonDays, ReturnPrediction? Prediction, Basis? Basis);

    /// <summary>All that the prediction looked at.</summary>
    /// <param name="RepeatVisits">Days with visits after the first.</param>
    /// <param name="LastVisitDays">Days from the first day with a visit to the last.</param>
    /// <param name="KnownDays">Days from the first day with a visit to the day that is looked from.</param>
    public sealed record Basis(
        int RepeatVisits,
        int LastVisitDays,
        int KnownDays,
        int ModelVersion,
        DateTimeOffset FittedUntil,
        long FittedToVisitors
    );

    /// <param name="Abstains">Why nothing is said; absent where something is.</param>
    /// <param name="Visits">How many visits it is looked ahead.</param>
    public sealed record Conversions(
        string? Abstains,
        string? Funnel,
        int Visits,
        ConversionPrediction? Prediction,
        ConversionBasis? Basis
    );

    /// <summary>All that the prediction looked at.</summary>
    /// <param name="NextVisit">Number of the next visit.</param>
    /// <param name="DaysAway">Days since the last visit ended.</param>
    /// <param name="Model"><c>shrunk</c> or <c>logistic</c>.</param>
    public sealed record ConversionBasis(
        int NextVisit,
        string? Stage,
        double DaysAway,
        string Model,
        int ModelVersion,
        DateTimeOffset FittedUntil
    );

    public sealed record VisitorPrediction(string Visitor, DateTimeOffset At, Returns Returns, Conversions Conversions);

    /// <param name="at">As of a moment: only what had occurred up to then, by models that look at nothing
    /// later.</param>
    /// <param name="horizon">Days to look ahead for a return.</param>
    /// <param name="visits">Visits to look ahead for a conversion.</param>
    /// <param name="funnel">Whose goal is meant; may be left out where the site has just one.</param>
    public static async Task<IResult> Handle(
        string id,
        [FromQuery] DateTimeOffset? at,
        [FromQuery] int? horizon,
        [FromQuery] int? visits,
        [FromQuery] string? funnel,
        ClaimsPrincipal user,
        WarmJourneys journeys,
        JourneyReader reader,
        LinkedVisitors aliases,
        SiteConfiguration configuration,
        FittedModels models,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (horizon is < 1 or > LongestHorizon)
            throw new UnacceptableException($"horizon is 1 to {LongestHorizon} days.");
        if (visits is < 1 or > HazardCell.LastVisit)
            throw new UnacceptableException($"visits is 1 to {HazardCell.LastVisit}.");
        var (site, moment, days) = (user.Site(), at ?? clock.GetUtcNow(), horizon ?? UsualHorizon);
        var visitor = await aliases.Resolve(site, id, cancellation);
        var current = at is null
            ? await journeys.Read(site, visitor, cancellation)
            : await reader.ReadAt(site, visitor, moment, cancellation);
        var journey = current.Journey;
        if (RepeatVisits.Of(journey, moment.ToUnixTimeMilliseconds()) is not { } history)
            return Results.Problem(
                "This site knows no such visitor.",
                statusCode: StatusCodes.Status404NotFound,
                title: "No such visitor"
            );
        // Who refuses now is not predicted as of a moment before either.
        var latest = at is null ? current : await journeys.Read(site, visitor, cancellation);
        var siteMode = await configuration.SiteMode(site, cancellation);
        var mode = new[] { current, latest }.Min(it => Modes.Of(siteMode, it.Journey.Consents));
        var about =
            funnel is null && current.Rules.Funnels.Length != 1 ? null : ReportReader.Chosen(current.Rules, funnel);
        var conversion = about is null ? null : await models.OfConverting(site, about.Name, at, cancellation);
        var widest = await configuration.Latest<AbstentionChanged>(site, StreamNames.Abstention, cancellation);
        return Results.Ok(
            new VisitorPrediction(
                visitor,
                moment,
                Of(
                    history,
                    await models.OfReturning(site, at, cancellation),
                    mode,
                    moment,
                    days,
                    widest?.WidestReturnInterval ?? PredictReturn.WidestInterval
                ),
                Of(
                    current,
                    about,
                    conversion,
                    it => models.Believed(site, it),
                    mode,
                    moment,
                    visits ?? 1,
                    widest?.WidestConversionInterval ?? PredictConversion.WidestInterval
                )
            )
        );
    }

    internal static Returns Of(
        RepeatVisits history,
        ReturnModelFitted? model,
        Mode mode,
        DateTimeOffset at,
        int days,
        double widest = PredictReturn.WidestInterval
    )
    {
        Returns Nothing(string why) => new(why, days, null, null);
        if (mode != Mode.Personalize)
            return Nothing(NotToBePersonalised);
        if (model is null)
            return Nothing(
                $"There is no model yet. It takes {FitReturnModel.FewestVisitors} visitors, "
                    + $"{FitReturnModel.FewestReturned} of whom returned on another day, and who differ in how they "
                    + "do."
            );
        if (Doubt(model, at) is { } doubt)
            return Nothing(doubt);
        var prediction = PredictReturn.Of(model, history, days);
        if (PredictReturn.Abstains(prediction, widest))
            return Nothing("Too little is known: the chance could be almost anything.");
        return new Returns(
            null,
            days,
            prediction,
            new Basis(history.Count, history.Last, history.Age, model.Version, model.Until, model.Visitors)
        );
    }

    /// <returns>Why nothing is said by a model at a moment; null if it may be used.</returns>
    internal static string? Doubt(ReturnModelFitted model, DateTimeOffset at) =>
        at - model.Until > ShelfLife ? TooOld
        : model.Calibration is { } it && !CalibrateReturns.Holds(it) ? Failed
        : null;

    /// <inheritdoc cref="Doubt(ReturnModelFitted, DateTimeOffset)"/>
    /// <param name="funnel">As it is now.</param>
    internal static string? Doubt(ConversionModelFitted model, FunnelDefined funnel, DateTimeOffset at) =>
        model.FunnelVersion != funnel.Version ? FunnelChanged
        : at - model.Until > ShelfLife ? TooOld
        : model.Calibration is { } it && !CalibrateConversions.Holds(it) ? Failed
        : null;

    private static Conversions Of(
        CurrentJourney current,
        FunnelDefined? funnel,
        ConversionModelFitted? fitted,
        Func<ConversionModelFitted, ConversionModel> believed,
        Mode mode,
        DateTimeOffset at,
        int visits,
        double widest
    )
    {
        Conversions Nothing(string why) => new(why, funnel?.Name, visits, null, null);
        if (mode != Mode.Personalize)
            return Nothing(NotToBePersonalised);
        if (funnel is null)
            return Nothing(
                current.Rules.Funnels.IsEmpty
                    ? "This site has no funnel yet, so nothing tells what converting is."
                    : "Say which funnel is meant: ?funnel="
            );
        if (Hazards.Next(current.Journey, current.Rules, funnel, at.ToUnixTimeMilliseconds()) is not { } before)
            return Nothing("This visitor has converted.");
        if (fitted is null)
            return Nothing(
                $"There is no model yet. It takes {FitConversionModel.FewestVisits} visits at risk, "
                    + $"{FitConversionModel.FewestConverted} of which converted."
            );
        if (Doubt(fitted, funnel, at) is { } doubt)
            return Nothing(doubt);
        var prediction = PredictConversion.Of(believed(fitted).Within(before, visits));
        if (PredictConversion.Abstains(prediction, widest))
            return Nothing("Too little is known of visits like the next one.");
        return new Conversions(
            null,
            funnel.Name,
            visits,
            prediction,
            new ConversionBasis(
                before.Visit,
                before.Stage < 0 ? null : funnel.Stages[before.Stage].Name,
                before.Away / MillisecondsADay,
                fitted.Kind,
                fitted.Version,
                fitted.Until
            )
        );
    }
}
