using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Privacy;
using JourneyEngine.Sites;

namespace JourneyEngine.Rights.Privacy;

/// <summary>What a visitor agreed to, and when: told, changed, and certified.</summary>
internal static class ConsentEndpoints
{
    public sealed record ChoiceMade(
        string? Visitor = null,
        string[]? Granted = null,
        string[]? Refused = null,
        string? Language = null,
        string? WriteKey = null
    );

    public sealed record Objection(bool Objected, string? Visitor = null);

    public static void MapConsent(this IEndpointRouteBuilder rights)
    {
        rights
            .MapGet(
                "/consent",
                async (
                    string? visitor,
                    string? at,
                    HttpContext http,
                    Access access,
                    ConsentHistory consents,
                    KnownVisitors known,
                    SiteConfiguration configuration,
                    TimeProvider clock,
                    CancellationToken cancellation
                ) =>
                    await Answered.With(
                        await access.Of(http, visitor),
                        async it =>
                            await consents.Read(
                                it.Site,
                                await known.Person(it, cancellation),
                                IsoTime.Parameter("at", at, await configuration.Calendar(it.Site, cancellation))
                                    ?? clock.GetUtcNow(),
                                cancellation
                            )
                    )
            )
            .Produces<ConsentState>();
        rights.MapGet("/consent/receipt", Receipt);
        rights.MapPost("/consent", Consent).Produces(204);
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
                    await Answered.Done(
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
    }

    private static async Task<IResult> Consent(
        HttpContext http,
        Access access,
        RecordChoices choose,
        CancellationToken cancellation
    )
    {
        var asked = await ReadChoice.Of(http.Request, cancellation);
        return await Answered.Done(
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
        KnownVisitors known,
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
            await consents.Read(caller.Site, await known.Person(caller, cancellation), now, cancellation),
            (await notices.Of(caller.Site, cancellation)).Notice.Notice,
            Guid.CreateVersion7(now)
        );
        receipt["proof"] = jws.Sign(receipt);
        return Results.Json(receipt, contentType: "application/ld+json");
    }
}
