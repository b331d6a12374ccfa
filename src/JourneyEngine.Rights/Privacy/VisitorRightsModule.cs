using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Log;
using JourneyEngine.Privacy;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Sites;

namespace JourneyEngine.Rights.Privacy;

/// <summary>What visitors can do about their data.</summary>
public static class VisitorRightsModule
{
    private const string Tag = "Privacy";

    public sealed record LinkAsked(string? Visitor, int Seconds = 900);

    public sealed record LinkMade(string Url, DateTimeOffset ExpiresAt);

    public sealed record ChoiceMade(
        string? Visitor = null,
        string[]? Granted = null,
        string[]? Refused = null,
        string? Language = null,
        string? WriteKey = null
    );

    public sealed record ValueTold(string? Value, string? Visitor = null);

    public sealed record Objection(bool Objected, string? Visitor = null);

    public sealed record VisitNamed(int Visit, string? Visitor = null);

    public sealed record ErasureAsked(string? Visitor = null, bool Linked = true);

    public static void AddVisitorsRights(this IServiceCollection services)
    {
        services.AddSingleton<PrivacySession>();
        services.AddSingleton<Access>();
        services.AddSingleton<KnownVisitors>();
        services.AddSingleton<TellDetail>();
        services.AddSingleton<GetMe>();
        services.AddSingleton<Export>();
        services.AddSingleton<RecordChoices>();
        services.AddSingleton<EraseOnRequest>();
        services.AddHostedService<ShredErasedService>();
    }

    public static void MapVisitorsRights(this IEndpointRouteBuilder routes)
    {
        var rights = routes.MapGroup("/v1/privacy").WithTags(Tag).AddEndpointFilter<PrivateAnswers>();
        rights.MapPost(
            "/links",
            async (
                LinkAsked asked,
                HttpContext http,
                PrivacySession sessions,
                PublicAddress address,
                AuditLog audit,
                TimeProvider clock,
                CancellationToken cancellation
            ) =>
            {
                var site = await Access.Site(http);
                if (
                    string.IsNullOrWhiteSpace(asked.Visitor)
                    || asked.Seconds < 1
                    || asked.Seconds > PrivacySession.LongestLink.TotalSeconds
                )
                    throw new UnacceptableException(
                        $"Name the visitor; seconds are 1 to {PrivacySession.LongestLink.TotalSeconds}."
                    );
                await audit.Note(site, asked.Visitor, "site", "link", cancellation);
                var lifetime = TimeSpan.FromSeconds(asked.Seconds);
                // Behind a proxy the request knows neither the scheme nor the name that visitors call the host by.
                var here = address.Known ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}");
                return new LinkMade(
                    new Uri(here, sessions.Link(site, asked.Visitor, lifetime)).ToString(),
                    clock.GetUtcNow() + lifetime
                );
            }
        );
        rights
            .MapGet(
                "/me",
                async (string? visitor, HttpContext http, Access access, GetMe me, CancellationToken cancellation) =>
                    Results.Json(await me.Of(await access.Of(http, visitor), cancellation), FactJson.Options)
            )
            .Produces<GetMe.Me>();
        rights.MapGet(
            "/export",
            async (
                string? visitor,
                string? format,
                HttpContext http,
                Access access,
                Export export,
                CancellationToken cancellation
            ) => await export.Of(await access.Of(http, visitor), format is "csv", cancellation)
        );
        rights
            .MapGet(
                "/consent",
                async (
                    string? visitor,
                    DateTimeOffset? at,
                    HttpContext http,
                    Access access,
                    ConsentHistory consents,
                    TimeProvider clock,
                    CancellationToken cancellation
                ) =>
                    await Asked(
                        await access.Of(http, visitor),
                        it => consents.Read(it.Site, it.Visitor, at ?? clock.GetUtcNow(), cancellation)
                    )
            )
            .Produces<ConsentState>();
        rights.MapGet("/consent/receipt", Receipt);
        rights.MapPost("/consent", Consent).Produces(204);
        rights
            .MapGet(
                "/details",
                async (
                    string? visitor,
                    HttpContext http,
                    Access access,
                    TellDetail details,
                    CancellationToken cancellation
                ) => await Asked(await access.Of(http, visitor), it => details.All(it, cancellation))
            )
            .Produces<TellDetail.Told[]>();
        rights
            .MapPut(
                "/details/{name}",
                async (
                    string name,
                    ValueTold told,
                    HttpContext http,
                    Access access,
                    TellDetail details,
                    CancellationToken cancellation
                ) => await Done(access.Of(http, told.Visitor), it => details.Put(it, name, told.Value, cancellation))
            )
            .Produces(204);
        rights
            .MapDelete(
                "/details/{name}",
                async (
                    string name,
                    string? visitor,
                    HttpContext http,
                    Access access,
                    TellDetail details,
                    CancellationToken cancellation
                ) => await Done(access.Of(http, visitor), it => details.Remove(it, name, cancellation))
            )
            .Produces(204);
        rights
            .MapPost(
                "/objection",
                async (
                    Objection asked,
                    HttpContext http,
                    Access access,
                    RecordChoices choose,
                    CancellationToken cancellation
                ) =>
                    await Done(
                        access.Of(http, asked.Visitor),
                        it =>
                            choose.Run(
                                it,
                                asked.Objected ? [] : [Purpose.Measure],
                                asked.Objected ? [Purpose.Measure] : [],
                                null,
                                ConsentSources.Api,
                                cancellation
                            )
                    )
            )
            .Produces(204);
        rights.MapPost(
            "/forget-visit",
            async (
                VisitNamed asked,
                HttpContext http,
                Access access,
                ForgetVisit forget,
                AuditLog audit,
                CancellationToken cancellation
            ) =>
                await Asked(
                    await access.Of(http, asked.Visitor),
                    async it =>
                    {
                        await audit.Note(it.Site, it.Visitor, it.Actor, "forget visit", cancellation);
                        return new { forgotten = await forget.Run(it.Site, it.Visitor, asked.Visit, cancellation) };
                    }
                )
        );
        rights
            .MapPost(
                "/erase",
                async (
                    ErasureAsked? asked,
                    HttpContext http,
                    Access access,
                    EraseOnRequest forget,
                    CancellationToken cancellation
                ) =>
                    await Asked(
                        await access.Of(http, asked?.Visitor),
                        async it =>
                        {
                            var forgotten = await forget.Run(it, asked?.Linked ?? true, cancellation);
                            if (it.IsVisitor)
                                SignOut(http.Response);
                            return forgotten;
                        }
                    )
            )
            .Produces<EraseOnRequest.Forgotten>();
        rights.MapGet(
            "/audit",
            async (HttpContext http, int? limit, AuditLog audit, CancellationToken cancellation) =>
                await audit.Read(await Access.Site(http), Math.Clamp(limit ?? 100, 1, 1_000), cancellation)
        );
        routes.MapGet("/.well-known/journey-keys.json", (Jws jws) => Results.Json(jws.PublicKeys())).WithTags(Tag);
    }

    /// <summary>The browser forgets, too.</summary>
    public static void SignOut(HttpResponse response)
    {
        PrivacySession.End(response);
        VisitorCookie.Clear(response);
    }

    private static async Task<IResult> Consent(
        HttpContext http,
        Access access,
        RecordChoices choose,
        CancellationToken cancellation
    )
    {
        var asked = await ReadChoice.Of(http.Request, cancellation);
        return await Done(
            access.Of(http, asked.Visitor),
            it =>
                choose.Run(
                    it,
                    asked.Granted,
                    asked.Refused,
                    asked.Language,
                    it.IsVisitor ? ConsentSources.Tracker : ConsentSources.Api,
                    cancellation
                )
        );
    }

    private static async Task<IResult> Receipt(
        string? visitor,
        HttpContext http,
        Access access,
        ConsentHistory consents,
        SiteNotices notices,
        AuditLog audit,
        Jws jws,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var caller = await access.Of(http, visitor);
        await audit.Note(caller.Site, caller.Visitor, caller.Actor, "consent receipt", cancellation);
        var now = clock.GetUtcNow();
        var receipt = ConsentReceipt.Of(
            caller,
            await consents.Read(caller.Site, caller.Visitor, now, cancellation),
            (await notices.Of(caller.Site, cancellation)).Notice.Notice,
            Guid.CreateVersion7(now)
        );
        receipt["proof"] = jws.Sign(receipt);
        return Results.Json(receipt, contentType: "application/ld+json");
    }

    private static async Task<IResult> Asked<T>(Caller caller, Func<Caller, Task<T>> answer) =>
        Results.Json(await answer(caller), FactJson.Options);

    private static async Task<IResult> Done(Task<Caller> caller, Func<Caller, Task> work)
    {
        await work(await caller);
        return Results.NoContent();
    }
}
