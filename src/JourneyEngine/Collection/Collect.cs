using JourneyEngine.Collection.Quarantine;
using JourneyEngine.Collection.Steps;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Http;
using JourneyEngine.Http.Limits;
using JourneyEngine.Log.Appending;
using JourneyEngine.Sites;
using JourneyEngine.Sites.Identity;
using JourneyEngine.Sites.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using static JourneyEngine.Collection.CollectAnswers;

namespace JourneyEngine.Collection;

/// <summary>Takes in a request: reads it, runs the pipeline, appends, and answers with a receipt for each event after
/// the commit.</summary>
public sealed class Collect(
    PresentedKeys keys,
    RateLimits limits,
    Crowds crowds,
    FactLog log,
    Bodies bodies,
    Intake intake,
    KeepInQuarantine quarantine,
    VisitorCookie cookies,
    IdentitySecrets secrets,
    ReceiptCounter counter,
    TimeProvider clock
)
{
    internal async Task<IResult> Handle(HttpContext http, WireRoute route, CancellationToken cancellation)
    {
        using var span = Engine.TraceSource.StartActivity("collect");
        var receivedAt = clock.GetUtcNow();
        try
        {
            var inHeaders = KeyAuthentication.Presented(http.Request.Headers);
            var key = await Presented(http, inHeaders ?? KeyInAddress(http, route));
            if (key is { Scope: not KeyScope.Write })
                return AnotherKey();
            var sender = SenderLimits.SenderOf(http, key);
            if (inHeaders is null && key is not null)
                Admitted(sender);
            if (key is not null && log.IsFullFor(sender))
                throw new LimitedException(Limit.Queue);
            var request = await Read(http.Request, route, sender, receivedAt, cancellation);
            span?.SetTag("journey.events", request.Events.Count);
            if (key is null && (key = await Presented(http, request.Key)) is not null)
                sender = Admitted(SenderLimits.SenderOf(http, key));
            if (key is null)
            {
                http.Response.Headers.WWWAuthenticate = "Basic realm=\"write key\"";
                return Problem(
                    StatusCodes.Status401Unauthorized,
                    "No valid key",
                    "Send the site's write key: Basic as the user name, Bearer, or writeKey in the body"
                        + (route.KeyParameter is null ? "." : " or the address.")
                );
            }

            if (!key.Serves(http.Request))
                return Problem(StatusCodes.Status403Forbidden, "Another key is needed", KeyAuthentication.OtherOrigin);
            return key.Scope == KeyScope.Write
                ? Answer(
                    new Collected(
                        true,
                        await Stored(
                            request.Events,
                            await TermsOf(http.Request, key, sender, cancellation),
                            cancellation
                        )
                    )
                )
                : AnotherKey();
        }
        catch (LimitedException limited)
        {
            return LimitAnswers.Of(http, limited);
        }
        catch (RefusedException refused)
        {
            return Problem(refused.Status, "This cannot be taken", refused.Message);
        }
    }

    /// <remarks>The body goes back before the facts wait for their commit: what waits is small.</remarks>
    private async Task<IncomingRequest> Read(
        HttpRequest request,
        WireRoute route,
        Sender sender,
        DateTimeOffset receivedAt,
        CancellationToken cancellation
    )
    {
        var isPlain = !request.Headers.ContainsKey(HeaderNames.ContentEncoding);
        using var share = bodies.Take(
            sender,
            request.ContentLength is { } length && isPlain ? Math.Min(length, route.LargestBody) : route.LargestBody
        );
        using var body = await ReadBody.Read(request, route.LargestBody, route.ContentTypes, cancellation);
        return route.Read(body.Bytes, request.Headers, sender.Site is { Length: > 0 } site ? site : null, receivedAt);
    }

    private async ValueTask<CollectionTerms> TermsOf(
        HttpRequest request,
        SiteKey key,
        Sender sender,
        CancellationToken cancellation
    )
    {
        var terms = await intake.TermsOf(key.Site, cancellation);
        return terms with
        {
            Sender = sender,
            PrivacyControl = HasPrivacyControl(request),
            Links = key.Links,
            Vouches = key.Vouches,
            IdentitySecrets = await secrets.Of(key.Site, cancellation),
            Consents = key.Consents,
            Details = key.Details,
            CookieVisitor = cookies.Read(request, key.Site),
        };
    }

    private async Task<IReadOnlyList<Receipt>> Stored(
        IReadOnlyList<IncomingEvent> events,
        CollectionTerms terms,
        CancellationToken cancellation
    )
    {
        var judged = await intake.Judge(events, terms, cancellation);
        if (!terms.Vouches)
            MarkCrowds.In(judged, terms.Sender!.Value, crowds);
        var receipts = await intake.Append(judged, terms, cancellation);
        await quarantine.Handle(terms.Sender!.Value, judged, receipts, cancellation);
        counter.Add(receipts);
        return receipts;
    }

    /// <remarks>W3C Global Privacy Control: the only value there is means yes.</remarks>
    private static bool HasPrivacyControl(HttpRequest request) =>
        request.Headers.TryGetValue("Sec-GPC", out var control) && control == "1";

    private static string? KeyInAddress(HttpContext http, WireRoute route) =>
        route.KeyParameter is { } name ? http.Request.Query[name] : default(string);

    private async ValueTask<SiteKey?> Presented(HttpContext http, string? key) =>
        key is null ? null : await keys.Of(http, key);

    /// <remarks>A key in the headers is counted before a request comes here; one in the address or the body only
    /// now.</remarks>
    private Sender Admitted(Sender sender) => limits.OfKey(sender) is { } limited ? throw limited : sender;
}
