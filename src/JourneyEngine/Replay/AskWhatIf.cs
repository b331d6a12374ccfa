using System.Collections.Concurrent;
using System.Security.Claims;
using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Log;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Replay;

/// <summary>How a funnel is read from JSON: its name, the text, and now.</summary>
/// <exception cref="UnacceptableException">It is not a funnel.</exception>
public delegate FunnelDefined FunnelReading(string name, string json, DateTimeOffset at);

/// <summary>The past under another definition of a funnel, before it is saved. A question, so nothing is
/// changed.</summary>
public sealed class AskWhatIf(WhatIf whatIf, TimeProvider clock)
{
    private const string Retry = "5";

    private readonly ConcurrentDictionary<string, bool> _asking = new(StringComparer.Ordinal);

    /// <remarks>It reads the whole history of the site, so one at a time does.</remarks>
    public async Task<IResult> Handle(
        string funnel,
        JsonElement body,
        FunnelReading read,
        ClaimsPrincipal user,
        HttpResponse response,
        CancellationToken cancellation
    )
    {
        var candidate = read(funnel, body.GetRawText(), clock.GetUtcNow());
        if (!_asking.TryAdd(user.Site(), true))
        {
            response.Headers.RetryAfter = Retry;
            return Results.Problem(
                "Another such question about this site is being answered. Try again when Retry-After has passed.",
                statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "One at a time"
            );
        }

        try
        {
            using var turn = await FullScanLimiter.Acquire(cancellation);
            return Results.Ok(await whatIf.Run(user.Site(), candidate, new Progress<(long, long)>(), cancellation));
        }
        finally
        {
            _asking.TryRemove(user.Site(), out _);
        }
    }
}
