using System.Security.Claims;
using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Personalization;

/// <summary>Answers what to show, over OFREP.</summary>
public sealed class Evaluate(Configuration configuration, WarmJourneys journeys, Offers offers, Decider decider, VisitorCookie cookies)
{
    private const string Json = "application/json";

    public async Task<IResult> One(string slot, HttpContext http, ClaimsPrincipal user, CancellationToken cancellation)
    {
        var (visitor, error, detail) = await OfrepRequest.Read(http.Request, () => cookies.Read(http.Request, user.Site()), cancellation);
        if (visitor is null)
            return Results.BadRequest(OfrepRequest.Failure(slot, error!, detail));
        if (await configuration.Latest<SlotDefined>(user.Site(), StreamNames.Slot(slot), cancellation) is not { } defined)
            return Results.NotFound(OfrepRequest.Failure(slot, "FLAG_NOT_FOUND", $"There is no slot '{slot}'."));
        var journey = await journeys.Read(user.Site(), visitor, cancellation);
        if (await Allowed(user.Site(), journey, cancellation) is not Mode.Personalize and var mode)
            return StillStands(http, Seen.ETag(visitor, [Seen.Nothing(defined, mode)])) ?? TypedResults.Text(OfrepEvaluation.Default(defined, mode), Json);
        if (offers.Standing(user.Site(), visitor, defined, journey) is { } standing)
            return StillStands(http, standing.ETag) ?? TypedResults.Text(standing.Answer, Json);
        var asked = Of(defined, journey);
        return StillStands(http, Seen.ETag(visitor, [asked.Seen]))
            ?? TypedResults.Text((await decider.Decide(user.Site(), visitor, journey, [asked], cancellation))[0].Answer, Json);
    }

    public async Task<IResult> Bulk(HttpContext http, ClaimsPrincipal user, CancellationToken cancellation)
    {
        var (visitor, error, detail) = await OfrepRequest.Read(http.Request, () => cookies.Read(http.Request, user.Site()), cancellation);
        if (visitor is null)
            return Results.BadRequest(OfrepRequest.Failure(null, error!, detail));
        var slots = await configuration.AllLatest<SlotDefined>(user.Site(), StreamNames.Slot(""), cancellation);
        var journey = await journeys.Read(user.Site(), visitor, cancellation);
        if (await Allowed(user.Site(), journey, cancellation) is not Mode.Personalize and var mode)
        {
            return StillStands(http, Seen.ETag(visitor, slots.Select(slot => Seen.Nothing(slot, mode))))
                ?? Results.Json(new { flags = slots.Select(slot => OfrepEvaluation.Unpersonalised(slot, mode)) }, FactJson.Options);
        }

        var standing = slots.Select(slot => offers.Standing(user.Site(), visitor, slot, journey)).ToArray();
        var open = slots.Where((_, i) => standing[i] is null).Select(slot => Of(slot, journey)).ToArray();
        var unseen = new Queue<string>(open.Select(it => it.Seen));
        if (StillStands(http, Seen.ETag(visitor, standing.Select(it => it?.Seen ?? unseen.Dequeue()))) is { } unchanged)
            return unchanged;
        var decided = new Queue<StandingOffer>(await decider.Decide(user.Site(), visitor, journey, open, cancellation));
        var flags = standing.Select(it => JsonSerializer.Deserialize<JsonElement>((it ?? decided.Dequeue()).Answer));
        return Results.Json(new { flags }, FactJson.Options);
    }

    private static Asked Of(SlotDefined slot, CurrentJourney journey)
    {
        var snapshot = Snapshots.Of(journey.Journey, journey.Rules, slot, journey.Version);
        return new Asked(slot, snapshot, Seen.Of(slot, snapshot));
    }

    private async ValueTask<Mode> Allowed(string site, CurrentJourney journey, CancellationToken cancellation) =>
        Modes.Of(await configuration.SiteMode(site, cancellation), journey.Journey.Consents);

    /// <returns>304 where what the client holds still stands.</returns>
    private static IResult? StillStands(HttpContext http, string tag)
    {
        http.Response.Headers.ETag = tag;
        return http.Request.Headers.IfNoneMatch.Contains(tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : null;
    }
}
