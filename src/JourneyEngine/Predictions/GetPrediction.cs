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

    public sealed record VisitorPrediction(
        string Visitor,
        DateTimeOffset At,
        PredictedReturn.Returns Returns,
        PredictedConversion.Conversions Conversions
    );

    /// <param name="at">As of a moment: only what had occurred up to then, by models that look at nothing
    /// later.</param>
    /// <param name="horizon">Days to look ahead for a return.</param>
    /// <param name="visits">Visits to look ahead for a conversion.</param>
    /// <param name="funnel">Whose goal is meant; may be left out where the site has just one.</param>
    /// <param name="device"><c>only</c>: of this one pseudonym, not of the person's others.</param>
    public static async Task<IResult> Handle(
        string id,
        [FromQuery] string? at,
        [FromQuery] int? horizon,
        [FromQuery] int? visits,
        [FromQuery] string? funnel,
        [FromQuery] string? device,
        ClaimsPrincipal user,
        JourneyReader reader,
        PersonReader persons,
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
        var asOf = IsoTime.Parameter("at", at, await configuration.Calendar(user.Site(), cancellation));
        var (site, moment, days) = (user.Site(), asOf ?? clock.GetUtcNow(), horizon ?? UsualHorizon);
        var person = await persons.OfRequest(site, id, device, cancellation);
        var current = await reader.Read(site, person, asOf, cancellation);
        var journey = current.Journey;
        if (RepeatVisits.Of(journey, moment.ToUnixTimeMilliseconds(), current.Rules.Calendar) is not { } history)
            return Results.Problem(
                "This site knows no such visitor.",
                statusCode: StatusCodes.Status404NotFound,
                title: "No such visitor"
            );
        // Who refuses now is not predicted as of a moment before either.
        var latest = asOf is null ? current : await reader.Read(site, person, null, cancellation);
        var siteMode = await configuration.SiteMode(site, cancellation);
        var mode = new[] { current, latest }.Min(it => Modes.Of(siteMode, it.Journey.Consents));
        var about = funnel is null && current.Rules.Funnels.Length != 1 ? null : ChosenFunnel.Of(current.Rules, funnel);
        var conversion = about is null ? null : await models.OfConverting(site, about.Name, asOf, cancellation);
        var widest = await configuration.Latest<AbstentionChanged>(site, StreamNames.Abstention, cancellation);
        return Results.Ok(
            new VisitorPrediction(
                id,
                moment,
                PredictedReturn.Of(
                    history,
                    await models.OfReturning(site, asOf, cancellation),
                    mode,
                    moment,
                    days,
                    widest?.WidestReturnInterval ?? PredictReturn.WidestInterval
                ),
                PredictedConversion.Of(
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
}
