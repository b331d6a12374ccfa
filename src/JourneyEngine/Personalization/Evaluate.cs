using System.Security.Claims;
using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Personalization;

/// <summary>Decides what to show, over OFREP. Every decision is a fact in the visitor's stream before it is answered.</summary>
public sealed class Evaluate(Configuration configuration, WarmJourneys journeys, Offers offers, FactLog log, VisitorCookie cookies, TimeProvider clock)
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
            return StillStands(http, Seen.ETag(visitor, [Seen.Nothing(defined, mode)])) ?? TypedResults.Text(Default(defined, mode), Json);
        if (offers.Standing(user.Site(), visitor, defined, journey) is { } standing)
            return StillStands(http, standing.ETag) ?? TypedResults.Text(standing.Answer, Json);
        var snapshot = Snapshots.Of(journey.Journey, journey.Rules, defined, journey.Version);
        var seen = Seen.Of(defined, snapshot);
        return StillStands(http, Seen.ETag(visitor, [seen]))
            ?? TypedResults.Text((await Decided(user.Site(), visitor, journey, [(defined, snapshot, seen)]))[0].Answer, Json);
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
        var open = slots.Where((_, i) => standing[i] is null)
            .Select(slot => (slot, snapshot: Snapshots.Of(journey.Journey, journey.Rules, slot, journey.Version)))
            .Select(it => (it.slot, it.snapshot, seen: Seen.Of(it.slot, it.snapshot))).ToArray();
        var unseen = new Queue<string>(open.Select(it => it.seen));
        if (StillStands(http, Seen.ETag(visitor, standing.Select(it => it?.Seen ?? unseen.Dequeue()))) is { } unchanged)
            return unchanged;
        var decided = new Queue<Offer>(await Decided(user.Site(), visitor, journey, open));
        var flags = standing.Select(it => JsonSerializer.Deserialize<JsonElement>((it ?? decided.Dequeue()).Answer));
        return Results.Json(new { flags }, FactJson.Options);
    }

    private async ValueTask<Mode> Allowed(string site, CurrentJourney journey, CancellationToken cancellation) =>
        Modes.Of(await configuration.SiteMode(site, cancellation), journey.Journey.Consents);

    private static byte[] Default(SlotDefined slot, Mode mode) => JsonSerializer.SerializeToUtf8Bytes(OfrepEvaluation.Unpersonalised(slot, mode), FactJson.Options);

    /// <returns>304 where what the client holds still stands.</returns>
    private static IResult? StillStands(HttpContext http, string tag)
    {
        http.Response.Headers.ETag = tag;
        return http.Request.Headers.IfNoneMatch.Contains(tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : null;
    }

    private async Task<IReadOnlyList<Offer>> Decided(
        string site, string visitor, CurrentJourney journey, IReadOnlyList<(SlotDefined Slot, Snapshot Snapshot, string Seen)> open)
    {
        if (open.Count == 0)
            return [];
        var now = clock.GetUtcNow();
        var offered = open.Select(it => Decide.Offer(
            it.Slot, it.Snapshot, Guid.CreateVersion7(now), Snapshots.Seed(site, visitor, it.Slot, it.Snapshot), now)).ToArray();
        var outcomes = await log.Append(site, [.. offered.Select(it => new NewFact(visitor, it.DecisionId.ToString(), it))]);
        if (outcomes.Contains(Outcome.Closed))
            return [.. open.Select(it => new Offer(it.Slot, journey, it.Seen, "", Default(it.Slot, Mode.None)))];
        var made = open.Select((it, i) => new Offer(
            it.Slot, journey, it.Seen, Seen.ETag(visitor, [it.Seen]),
            JsonSerializer.SerializeToUtf8Bytes(OfrepEvaluation.Of(offered[i], Decide.Named(it.Slot, offered[i].Content)), FactJson.Options))).ToArray();
        foreach (var offer in made)
            offers.Remember(site, visitor, offer);
        return made;
    }
}
