using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;

namespace JourneyEngine.Rights.Privacy;

/// <summary>What is known of a visitor: to be looked at, and to be taken along.</summary>
internal static class KnownEndpoints
{
    public static void MapKnown(this IEndpointRouteBuilder rights)
    {
        rights
            .MapGet(
                "/me",
                async (
                    string? visitor,
                    string? device,
                    HttpContext http,
                    Access access,
                    GetMe me,
                    CancellationToken cancellation
                ) =>
                    Results.Json(
                        await me.Of(await access.Of(http, visitor), PersonReader.IsDeviceOnly(device), cancellation),
                        FactJson.Options
                    )
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
            ) => await export.Of(await access.Of(http, visitor), IsCsv(format), cancellation)
        );
    }

    private static bool IsCsv(string? format) =>
        format is null or "" or "json" or "csv"
            ? format is "csv"
            : throw new UnacceptableException("'format' takes json or csv.");
}
