namespace JourneyEngine.Rights.Privacy;

/// <summary>What a visitor tells of themselves.</summary>
internal static class DetailEndpoints
{
    /// <param name="Confirmed">Whether the site stands for it that whoever has the address confirmed it; nobody is asked
    /// then. The site's admin key alone may say so.</param>
    public sealed record ValueTold(string? Value, string? Visitor = null, bool Confirmed = false);

    public static void MapDetails(this IEndpointRouteBuilder rights)
    {
        rights
            .MapGet(
                "/details",
                async (
                    string? visitor,
                    HttpContext http,
                    Access access,
                    TellDetail details,
                    CancellationToken cancellation
                ) => await Answered.With(await access.Of(http, visitor), it => details.All(it, cancellation))
            )
            .Produces<Told[]>();
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
                ) =>
                    await Answered.Done(
                        access.Of(http, told.Visitor),
                        it => details.Put(it, name, told.Value, cancellation, told.Confirmed)
                    )
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
                ) => await Answered.Done(access.Of(http, visitor), it => details.Remove(it, name, cancellation))
            )
            .Produces(204);
    }
}
