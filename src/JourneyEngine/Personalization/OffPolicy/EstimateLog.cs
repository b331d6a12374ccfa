using JourneyEngine.Decisions.OffPolicy;
using JourneyEngine.Http;
using JourneyEngine.Log;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace JourneyEngine.Personalization.OffPolicy;

/// <summary>
/// What another policy would have earned on decisions that some other system logged: for whoever wants to know before
/// changing over. Nothing of the log is kept.
/// </summary>
public static class EstimateLog
{
    private const int MostBytes = 1024 * 1024;

    /// <param name="estimator"><c>ips</c>, <c>snips</c>, <c>dm</c> or <c>dr</c>; the second where absent.</param>
    /// <param name="clip">Greatest weight.</param>
    /// <param name="seed">Of the bootstrap.</param>
    public static async Task<IResult> Handle(
        [FromQuery] string? estimator,
        [FromQuery] double? clip,
        [FromQuery] long? seed,
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        var how = Valuation.Of(estimator ?? nameof(Estimator.Snips), clip, seed);
        using var body = new BoundedBody(MostBytes);
        if (!await body.Fill(request.Body, cancellation))
            throw new UnacceptableException(
                $"A log has at most {MostBytes} bytes.",
                StatusCodes.Status413PayloadTooLarge
            );
        var sums = new ClusteredSums(how.Clip);
        using var log = new MemoryStream(body.Bytes.ToArray());
        await foreach (var (visitor, decision) in ForeignLog.Read(log, how.NeedsPredictions, cancellation))
            sums.Add(visitor, decision);
        using var turn = await FullScanLimiter.Acquire(cancellation);
        return Results.Ok(Estimate.Of(how.Estimator, sums, how.Seed));
    }
}
