using System.Security.Claims;
using System.Security.Cryptography;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Personalization;

/// <summary>Decides what to show, over OFREP. Every decision is a fact in the visitor's stream before it is answered.</summary>
public sealed class Evaluate(Configuration configuration, JourneyReader journeys, FactLog log, TimeProvider clock)
{
    private const int SeedBits = 53;

    public async Task<IResult> One(string slot, HttpContext http, ClaimsPrincipal user, CancellationToken cancellation)
    {
        var (visitor, error, detail) = await OfrepRequest.Read(http.Request, cancellation);
        if (visitor is null)
            return Results.BadRequest(OfrepRequest.Failure(slot, error!, detail));
        if (await configuration.Latest<SlotDefined>(user.Site(), StreamNames.Slot(slot), cancellation) is not { } defined)
            return Results.NotFound(OfrepRequest.Failure(slot, "FLAG_NOT_FOUND", $"There is no slot '{slot}'."));
        var decided = await Decided(http, user.Site(), visitor, [defined], cancellation);
        return decided is null ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Json(decided[0], FactJson.Options);
    }

    public async Task<IResult> Bulk(HttpContext http, ClaimsPrincipal user, CancellationToken cancellation)
    {
        var (visitor, error, detail) = await OfrepRequest.Read(http.Request, cancellation);
        if (visitor is null)
            return Results.BadRequest(OfrepRequest.Failure(null, error!, detail));
        var slots = await configuration.AllLatest<SlotDefined>(user.Site(), StreamNames.Slot(""), cancellation);
        var decided = await Decided(http, user.Site(), visitor, slots, cancellation);
        return decided is null ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Json(new OfrepBulk(decided), FactJson.Options);
    }

    /// <returns>Nothing where what the client holds still stands.</returns>
    private async Task<IReadOnlyList<OfrepEvaluation>?> Decided(
        HttpContext http, string site, string visitor, IReadOnlyList<SlotDefined> slots, CancellationToken cancellation)
    {
        var current = await journeys.Read(site, visitor, cancellation);
        var read = slots.Select(slot => (slot, snapshot: Snapshots.Of(current, slot))).ToArray();
        var tag = Snapshots.ETag(visitor, read);
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch.Contains(tag))
            return null;

        var offered = read.Select(it => Decide.Offer(it.slot, it.snapshot, Guid.CreateVersion7(clock.GetUtcNow()), NewSeed(), clock.GetUtcNow())).ToArray();
        await log.Append(site, [.. offered.Select(it => new NewFact(visitor, it.DecisionId.ToString(), it))], cancellation);
        return [.. offered.Select((it, i) => OfrepEvaluation.Of(it, Decide.Named(slots[i], it.Content)))];
    }

    /// <remarks>As many bits as every JSON reader keeps of a number.</remarks>
    private static ulong NewSeed() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) >> (64 - SeedBits);
}
