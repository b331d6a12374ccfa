using System.Security.Claims;
using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Http;
using JourneyEngine.Http.Limits;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Personalization;

/// <summary>Answers what to show, over OFREP.</summary>
public sealed class Evaluate(
    SiteConfiguration configuration,
    VisitorFinder asked,
    Offers offers,
    OfferService decider,
    VisitorCookie cookies,
    EvaluationCounter counter,
    Crowds crowds
)
{
    private const string Json = "application/json";
    private const string Standing = "standing";
    private const string NotPersonalised = "not personalised";

    public async Task<IResult> One(string slot, HttpContext http, ClaimsPrincipal user, CancellationToken cancellation)
    {
        var (named, proof, error, detail) = await OfrepRequest.Read(
            http.Request,
            () => cookies.Read(http.Request, user.Site()),
            cancellation
        );
        if (named is null)
            return Results.BadRequest(OfrepRequest.Failure(slot, error!, detail));
        if (
            await configuration.Latest<SlotDefined>(user.Site(), StreamNames.Slot(slot), cancellation)
            is not { } defined
        )
            return Results.NotFound(OfrepRequest.Failure(slot, "FLAG_NOT_FOUND", $"There is no slot '{slot}'."));
        var known = await asked.Of(user, named, proof, cancellation);
        var (visitor, journey, _) = known;
        var mode = await Allowed(user, known, cancellation);
        if (known.Undecided(mode) is { } because)
        {
            counter.Add(NotPersonalised);
            return StillStands(http, OfferFingerprint.Undecided(visitor, mode, because, [defined]))
                ?? TypedResults.Text(OfrepEvaluation.Default(defined, mode, because), Json);
        }

        if (offers.Standing(user.Site(), visitor, defined, journey) is { } standing)
        {
            counter.Add(Standing);
            return StillStands(http, standing.ETag) ?? TypedResults.Text(standing.Answer, Json);
        }

        var question = Of(defined, journey);
        if (StillStands(http, OfferFingerprint.ETag(visitor, [question.Seen])) is not { } unchanged)
            return TypedResults.Text((await Decided(http, visitor, journey, [question], cancellation))[0].Answer, Json);
        counter.Add(Standing);
        return unchanged;
    }

    public async Task<IResult> Bulk(HttpContext http, ClaimsPrincipal user, CancellationToken cancellation)
    {
        var (named, proof, error, detail) = await OfrepRequest.Read(
            http.Request,
            () => cookies.Read(http.Request, user.Site()),
            cancellation
        );
        if (named is null)
            return Results.BadRequest(OfrepRequest.Failure(null, error!, detail));
        var slots = await configuration.AllLatest<SlotDefined>(user.Site(), StreamNames.Slot(""), cancellation);
        var known = await asked.Of(user, named, proof, cancellation);
        var (visitor, journey, _) = known;
        var mode = await Allowed(user, known, cancellation);
        if (known.Undecided(mode) is { } because)
        {
            counter.Add(NotPersonalised, slots.Count);
            return StillStands(http, OfferFingerprint.Undecided(visitor, mode, because, slots))
                ?? Results.Json(
                    new { flags = slots.Select(slot => OfrepEvaluation.Undecided(slot, mode, because)) },
                    FactJson.Options
                );
        }

        var standing = slots.Select(slot => offers.Standing(user.Site(), visitor, slot, journey)).ToArray();
        var open = slots.Where((_, i) => standing[i] is null).Select(slot => Of(slot, journey)).ToArray();
        counter.Add(Standing, slots.Count - open.Length);
        var unseen = new Queue<string>(open.Select(it => it.Seen));
        if (
            StillStands(http, OfferFingerprint.ETag(visitor, standing.Select(it => it?.Seen ?? unseen.Dequeue()))) is
            { } unchanged
        )
        {
            counter.Add(Standing, open.Length);
            return unchanged;
        }

        var decided = new Queue<StandingOffer>(await Decided(http, visitor, journey, open, cancellation));
        var flags = standing.Select(it => JsonSerializer.Deserialize<JsonElement>((it ?? decided.Dequeue()).Answer));
        return Results.Json(new { flags }, FactJson.Options);
    }

    /// <remarks>Where nothing is decided (no room, nothing of the visitor is collected) they see the defaults, and
    /// whoever asks again is not told that these still stand.</remarks>
    private async Task<IReadOnlyList<StandingOffer>> Decided(
        HttpContext http,
        string visitor,
        CurrentJourney journey,
        IReadOnlyList<OfferQuery> asked,
        CancellationToken cancellation
    )
    {
        using var span = Engine.TraceSource.StartActivity("decide");
        span?.SetTag("journey.slots", asked.Count);
        try
        {
            var crowded = asked.Count > 0 && crowds.Ask(http, visitor, journey);
            var decided = await decider.Decide(Sender.Of(http), visitor, journey, asked, crowded, cancellation);
            if (decided.Any(it => it.ETag.Length == 0))
                http.Response.Headers.ETag = default;
            counter.Add("decided", asked.Count);
            return decided;
        }
        catch (LimitedException)
        {
            counter.Add("overloaded", asked.Count);
            http.Response.Headers.ETag = default;
            return
            [
                .. asked.Select(it => StandingOffer.Default(it, journey, Mode.Personalize, DefaultReasons.Overloaded)),
            ];
        }
    }

    private static OfferQuery Of(SlotDefined slot, CurrentJourney journey)
    {
        var snapshot = Snapshots.Of(journey.Journey, journey.Rules, slot, journey.Version, journey.Streams);
        return new OfferQuery(slot, snapshot, OfferFingerprint.Of(slot, snapshot));
    }

    /// <remarks>Who only stands for another visitor has chosen nothing: where it is not proved that the other one asks,
    /// nothing is decided.</remarks>
    private async ValueTask<Mode> Allowed(ClaimsPrincipal user, AskedVisitor known, CancellationToken cancellation) =>
        known.Proved
            ? Modes.Of(await configuration.SiteMode(user.Site(), cancellation), known.Journey.Journey.Consents)
            : Mode.Measure;

    /// <returns>304 where what the client holds still stands.</returns>
    private static IResult? StillStands(HttpContext http, string tag)
    {
        http.Response.Headers.ETag = tag;
        return http.Request.Headers.IfNoneMatch.Contains(tag)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : null;
    }
}
