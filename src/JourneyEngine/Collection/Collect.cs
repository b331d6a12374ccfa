using System.Globalization;
using System.Text.Json;
using JourneyEngine.Http;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace JourneyEngine.Collection;

/// <summary>Takes in a request: reads, checks, decodes, runs the pipeline, appends, and answers with a receipt an item after the commit.</summary>
public sealed class Collect(SiteKeys keys, FactLog log, Bodies bodies, Intake intake, Quarantine quarantine, VisitorCookie cookies, EngineMetrics metrics, TimeProvider clock)
{
    private static readonly string[] StatusNames = [.. Enum.GetNames<ReceiptStatus>().Select(it => it.ToLowerInvariant())];

    public Task<IResult> Batch(HttpContext http, CancellationToken cancellation) =>
        Answered(http, SegmentRequest.LargestBatch, [], (body, _, at) => SegmentRequest.Batch(body.Span, at), cancellation);

    public Task<IResult> Single(HttpContext http, string kind, CancellationToken cancellation) =>
        Answered(http, SegmentRequest.LargestCall, [], (body, _, at) => SegmentRequest.Single(kind, body.Span, at), cancellation);

    public Task<IResult> CloudEvents(HttpContext http, CancellationToken cancellation) =>
        Answered(http, SegmentRequest.LargestBatch, [CloudEventRequest.Structured, CloudEventRequest.Batched], (body, site, at) =>
            CloudEventRequest.Of(body, CloudEventRequest.IsBinary(http.Request) ? http.Request.Headers : null, "/sites/" + site, at), cancellation);

    private async Task<IResult> Answered(
        HttpContext http, int limit, string[] otherTypes, Func<ReadOnlyMemory<byte>, string?, DateTimeOffset, Request> decode, CancellationToken cancellation)
    {
        var receivedAt = clock.GetUtcNow();
        if (log.IsFull)
            return TooMuch(http);
        try
        {
            var key = await Presented(KeyAuthentication.Presented(http.Request.Headers), cancellation);
            if (key is { Scope: not KeyScope.Write })
                return AnotherKey();
            var request = await Decoded(http, limit, otherTypes, body => decode(body, key?.Site, receivedAt), cancellation);
            key ??= await Presented(request.Key ?? request.Arrivals.Select(it => it.Call.WriteKey).FirstOrDefault(), cancellation);
            if (key is null)
            {
                http.Response.Headers.WWWAuthenticate = "Basic realm=\"write key\"";
                return Problem(StatusCodes.Status401Unauthorized, "No valid key", "Send the site's write key: Basic as the user name, Bearer, or writeKey in the body.");
            }

            if (!key.Serves(http.Request))
                return Problem(StatusCodes.Status403Forbidden, "Another key is needed", KeyAuthentication.OtherOrigin);
            return key.Scope == KeyScope.Write
                ? Answer(new Collected(true, await Stored(key, Named(request.Arrivals, cookies.Read(http.Request, key.Site)), HasPrivacyControl(http.Request), cancellation)))
                : AnotherKey();
        }
        catch (OverloadedException)
        {
            return TooMuch(http);
        }
        catch (RefusedException refused)
        {
            return Problem(refused.Status, "This cannot be taken", refused.Message);
        }
    }

    /// <remarks>The body goes back before the facts wait for their commit: what waits is small.</remarks>
    private async Task<Request> Decoded(
        HttpContext http, int limit, string[] otherTypes, Func<ReadOnlyMemory<byte>, Request> decode, CancellationToken cancellation)
    {
        using var share = bodies.Take(http.Request.ContentLength is { } length && !http.Request.Headers.ContainsKey(HeaderNames.ContentEncoding) ? Math.Min(length, limit) : limit);
        using var body = await ReadBody.Read(http.Request, limit, otherTypes, cancellation);
        return decode(body.Bytes);
    }

    private static IReadOnlyList<Arrival> Named(IReadOnlyList<Arrival> arrivals, string? visitor) =>
        visitor is null ? arrivals : [.. arrivals.Select(it => it with { CookieVisitor = visitor })];

    private async Task<IReadOnlyList<Receipt>> Stored(SiteKey key, IReadOnlyList<Arrival> arrived, bool privacyControl, CancellationToken cancellation)
    {
        var judged = await intake.Judge(key.Site, arrived, privacyControl, key.Links, cancellation);
        var receipts = await intake.Append(judged, cancellation);
        await quarantine.Keep(judged, receipts, cancellation);
        Count(receipts);
        return receipts;
    }

    private void Count(IReadOnlyList<Receipt> receipts)
    {
        Span<int> counts = stackalloc int[StatusNames.Length];
        foreach (var receipt in receipts)
            counts[(int)receipt.Status]++;
        for (var status = 0; status < counts.Length; status++)
        {
            if (counts[status] > 0)
                metrics.Items(StatusNames[status], counts[status]);
        }
    }

    /// <remarks>W3C Global Privacy Control: the only value there is means yes.</remarks>
    private static bool HasPrivacyControl(HttpRequest request) => request.Headers.TryGetValue("Sec-GPC", out var control) && control == "1";

    private async ValueTask<SiteKey?> Presented(string? key, CancellationToken cancellation) =>
        key is null ? null : await keys.Find(key, cancellation);

    private static IResult Answer(Collected collected) =>
        TypedResults.Text(JsonSerializer.SerializeToUtf8Bytes(collected, ReceiptJson.Default.Collected), "application/json");

    private static IResult TooMuch(HttpContext http)
    {
        http.Response.Headers.RetryAfter = OverloadedException.RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Problem(StatusCodes.Status429TooManyRequests, OverloadedException.Title, new OverloadedException().Message);
    }

    private static IResult AnotherKey() =>
        Problem(StatusCodes.Status403Forbidden, "Another key is needed", "Read and admin keys do not collect; send the write key.");

    private static IResult Problem(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);
}
