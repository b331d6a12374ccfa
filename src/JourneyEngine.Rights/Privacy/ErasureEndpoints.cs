using JourneyEngine.Privacy;

namespace JourneyEngine.Rights.Privacy;

/// <summary>A visit, or all that is known of a visitor, is erased.</summary>
internal static class ErasureEndpoints
{
    public sealed record VisitNamed(int Visit, string? Visitor = null);

    /// <param name="Linked">Whether the devices of a user id go too.</param>
    /// <param name="DryRun">Only says what would go.</param>
    public sealed record ErasureAsked(string? Visitor = null, bool Linked = true, bool DryRun = false);

    public static void MapErasure(this IEndpointRouteBuilder rights)
    {
        rights.MapPost(
            "/forget-visit",
            async (
                VisitNamed asked,
                HttpContext http,
                Access access,
                ForgetVisit forget,
                KnownVisitors known,
                AuditLog audit,
                CancellationToken cancellation
            ) =>
                await Answered.With(
                    await access.Of(http, asked.Visitor),
                    async it =>
                    {
                        await audit.Note(it.Site, it.Visitor, it.Actor, "forget visit", cancellation);
                        var person = await known.Person(it, cancellation);
                        return new { forgotten = await forget.Run(it.Site, person, asked.Visit, cancellation) };
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
                    await Answered.With(
                        await access.Of(http, asked?.Visitor),
                        async Task<object> (it) =>
                        {
                            if (asked?.DryRun == true)
                                return await forget.Scope(it, asked.Linked, cancellation);
                            var forgotten = await forget.Run(it, asked?.Linked ?? true, cancellation);
                            if (it.IsVisitor)
                                VisitorRightsModule.SignOut(http.Response);
                            return forgotten;
                        }
                    )
            )
            .Produces<EraseOnRequest.Forgotten>();
    }
}
