using System.Security.Claims;
using System.Text.Json;
using JourneyEngine.Decisions.OffPolicy;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Projecting;
using JourneyEngine.Log;
using JourneyEngine.Personalization.Slots;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace JourneyEngine.Personalization.OffPolicy;

/// <summary>What a slot would have earned had it been defined otherwise: a question, so nothing is changed.</summary>
public static class EstimateSlot
{
    /// <param name="estimator"><c>ips</c>, <c>snips</c>, <c>dm</c> or <c>dr</c>; the last where absent.</param>
    /// <param name="clip">Greatest weight.</param>
    /// <param name="seed">Of the bootstrap.</param>
    public static async Task<IResult> Handle(
        string slot,
        [FromQuery] string? estimator,
        [FromQuery] double? clip,
        [FromQuery] long? seed,
        [FromBody] JsonElement body,
        ClaimsPrincipal user,
        NpgsqlDataSource database,
        RulesTable rulesTable,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var how = Valuation.Of(estimator ?? nameof(Estimator.Dr), clip, seed);
        await AwaitProjection.Run(database, user.Site(), settled: true, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var candidate = ReadSlot.Of(
            await ReadSlot.Latest(connection, user.Site(), slot, cancellation),
            body.GetRawText(),
            await rulesTable.Latest(connection, user.Site(), cancellation),
            clock.GetUtcNow()
        );
        using var turn = await FullScanLimiter.Acquire(cancellation);
        return Results.Ok(
            await new PolicyReplay(database, rulesTable).Run(
                user.Site(),
                candidate,
                how,
                new Progress<(long, long)>(),
                cancellation
            )
        );
    }
}
