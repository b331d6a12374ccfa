using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Http;
using JourneyEngine.Http.Limits;
using JourneyEngine.Journeys;
using JourneyEngine.Log.Appending;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Personalization;

/// <summary>Takes from the app that it showed what was decided: an exposure. Once or many times, it counts
/// once.</summary>
public static class ReportShown
{
    /// <remarks>Of who wants nothing to be stored, nothing is.</remarks>
    public static async Task<IResult> Handle(
        Guid id,
        HttpContext http,
        ClaimsPrincipal user,
        DecisionLog decisions,
        WarmJourneys journeys,
        SiteConfiguration configuration,
        FactLog log,
        Crowds crowds,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (await decisions.Find(user.Site(), [id], cancellation) is not [var (visitor, _)])
            return GetDecision.NoSuchDecision();
        var journey = await journeys.Read(user.Site(), visitor, cancellation);
        if (Modes.Of(await configuration.SiteMode(user.Site(), cancellation), journey.Journey.Consents) != Mode.None)
        {
            var shown = new ContentShown(id, clock.GetUtcNow(), crowds.Ask(http, visitor, journey));
            await log.Append(user.Site(), [new NewFact(visitor, EngineIds.Shown(id), shown)], Sender.Of(http));
        }

        return Results.NoContent();
    }
}
